/** What the server says. The shapes are written by `./run schema` from the server's code; here they get their short names. */
import type { components } from '@/generated/schema'

type S = components['schemas']

export type Lamp = S['Lamp']
export type TicketState = S['TicketState']
export type Priority = S['Priority']
export type Outcome = NonNullable<S['Outcome']>
export type Role = S['Role']
export type UnitKind = S['UnitKind']
export type EnterpriseKind = S['EnterpriseKind']
export type EnterpriseTier = S['EnterpriseTier']
export type ProductionState = S['ProductionState']
export type FileState = S['FileState']
export type Locale = 'zh-Hans' | 'en'
export type ApiLanguage = S['LanguageEnum']
/** An ISO 8601 moment with its zone. */
export type Moment = string

export interface Page<T> { next: string | null; results: T[] }
export interface Named { name: string; name_en: string }
/** Some places name a person without the part they play. */
export type Person = Omit<S['Person'], 'role'> & { role?: Role }
export type UnitRef = S['UnitRef']
export type CategoryRef = S['CategoryRef']
export type Category = S['CategoryNode']
export type Subdistrict = S['Subdistrict']
export type EnterpriseRef = S['EnterpriseRef']

/** `head`, when the server tells it, spares the first screen a second fetch once the live stream begins. */
export type Me = S['Me'] & { head?: number }
export type Meta = S['Meta']

export type Report = S['Report']
export type EnterpriseRow = S['EnterpriseRow']
export type EnterpriseContact = S['Contact']
export type EnterpriseDetail = S['EnterpriseDetail']

export type UnitRow = S['UnitRow']
export type UnitPerson = S['UnitPerson']
export type UnitDetail = S['UnitDetail']

export type TemplateOption = S['TemplateOption']
export type TemplateField = S['TemplateField']
export type TemplateCondition = S['TemplateCondition']
export type TemplateVersion = S['TemplateVersion']
export type TemplateDetail = S['TemplateDetail']
export type TemplateText = S['TemplateText']
export type TemplateSection = S['TemplateSection']
export type VisitTemplate = S['VisitTemplate']
export type AnswerValue = string | number | boolean | string[] | null
export type VisitRow = S['VisitRow']
export type Production = S['Production']
export type VisitPhoto = S['VisitPhoto']
export type VisitDetail = S['VisitDetail']
export type VisitSignal = S['VisitSignal']
export type VisitLook = S['VisitLook']
export type VisitReport = S['VisitReport']
export type VisitInput = S['VisitInputRequest']
/** Whom to visit and why. A ticket that is due is a reason too, which the page finds in /tickets. */
export type DueVisit = Omit<S['DueVisit'], 'reason' | 'visit_due_on'> & { reason: S['DueVisit']['reason'] | 'ticket_due'; visit_due_on: string | null }
export type Today = Omit<S['Today'], 'due'> & { due: DueVisit[]; tickets?: TicketCard[] }
export type Ground = S['Ground']
export type Plate = S['Plate']
export type Plan = S['Plan']
export type PlanDay = S['PlanDay']
export type PlannedVisit = S['PlannedVisit']
export type PlannedWeek = S['PlannedWeek']

export type TicketCard = S['TicketCard']
export type Clock = S['Clock']
export type ClockLedger = S['ClockLedger']
export type CalendarRef = S['CalendarRef']
export type CalendarDetail = S['CalendarDetail']
export type CalendarDay = S['CalendarDay']
export type CalendarPreview = S['CalendarPreview']
export type CalendarChange = S['PatchedCalendarChangeInputRequest']
export type Span = S['Span']
export type Comment = S['Comment']
export type Attachment = S['Attachment']
export type TicketRequest = S['TicketRequest']
export type Ability = S['Ability']
export type TicketDetail = S['TicketDetail']
export type TicketInput = S['OpenTicketInputRequest']
export type TimelineEntry = Omit<S['TimelineEntry'], 'data' | 'actor' | 'acting_for'> & { actor: Person | null; acting_for?: Person | null; data: Record<string, unknown> }

export type Subtask = S['Subtask']
export type SubtaskLine = S['SubtaskLine']
export type Cause = S['Cause']
export type CauseDetail = S['CauseDetail']
export type Likeness = S['Alike']
export type Meeting = S['Meeting']
export type MeetingDetail = S['MeetingDetail']
export type MeetingPage = S['MeetingPage']
export type BoardCounter = S['Counter']
export type Board = Omit<S['Board'], 'columns'> & { columns: Partial<Record<TicketState, TicketCard[]>> }
export type InboxItem = S['InboxItem']
export type InboxPage = S['InboxPage']
export type Mail = S['Mail']
export type RoutingRule = S['RoutingRule']
export type RoutingDecision = S['RoutingDecision']
export type DryRunRow = S['DryRunLine']
export type RuleVersion = S['RuleVersion']
export type PolicyRef = S['PolicyRef']
export type ClockPolicy = S['Policy']
export type PolicyChange = S['PatchedPolicyChangeInputRequest']
export type PolicyInput = S['PolicyInputRequest']
export type PolicyTimes = S['NewPolicyInputRequest']
export type PolicyTaken = S['Taken']
export type LadderVersion = S['Ladder']
export type LadderInput = S['LadderInputRequest']
export type Suggested = S['Suggested']
export type Absence = S['Absence']
export type AbsenceInput = S['AbsenceInputRequest']
export type StandingIn = S['StandingIn']
export type RuleInput = S['RuleInputRequest']
export type RuleChange = S['PatchedRuleChangeInputRequest']
export type Overview = S['Overview']
export interface DeviceSession { id: number; user_agent: string; ip: string; created_at: number; last_seen_at?: number; is_current: boolean }
