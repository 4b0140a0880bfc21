/** What the server says, under the names the pages use. The shapes are generated from the API's schema. */
import type { components } from '@/generated/schema'

type Schemas = components['schemas']

export type Lamp = Schemas['Lamp']
export type TicketState = Schemas['TicketState']
export type Priority = Schemas['Priority']
export type Outcome = Schemas['Outcome']
export type Role = Schemas['Role']
export type UnitKind = Schemas['UnitKind']
export type EnterpriseKind = Schemas['EnterpriseKind']
export type ProductionState = Schemas['ProductionState']
export type FileState = Schemas['FileState']
export type Locale = 'zh-Hans' | 'en'
export type ApiLanguage = Schemas['Me']['language']
/** An ISO 8601 moment with its zone. */
export type Moment = string

export interface Page<T> { next: string | null; results: T[] }
export interface Named { name: string; name_en: string }
export type Person = Schemas['Person']
export type UnitRef = Schemas['UnitRef']
export type CategoryRef = Schemas['CategoryRef']
export type Category = Schemas['CategoryNode']
export type Subdistrict = Schemas['Subdistrict']
export type EnterpriseRef = Schemas['EnterpriseRef']
export type Me = Schemas['Me']
export type Meta = Schemas['Meta']

export type Report = Schemas['Report']
export type EnterpriseRow = Schemas['EnterpriseRow']
export type EnterpriseContact = Schemas['Contact']
export type EnterpriseDetail = Schemas['EnterpriseDetail']
export type UnitRow = Schemas['UnitRow']
export type UnitPerson = Schemas['UnitPerson']
export type UnitDetail = Schemas['UnitDetail']

export type TemplateOption = Schemas['TemplateOption']
export type TemplateField = Schemas['TemplateField']
export type TemplateSection = Schemas['TemplateSection']
export type VisitTemplate = Schemas['VisitTemplate']
export type AnswerValue = string | number | boolean | string[] | null
export type VisitRow = Schemas['VisitRow']
export type Production = Schemas['Production']
export type VisitPhoto = Schemas['VisitPhoto']
export type VisitDetail = Omit<Schemas['VisitDetail'], 'answers'> & { answers: Record<string, AnswerValue> }
export type VisitInput = Schemas['VisitInputRequest']
export type Today = Schemas['Today']

export type TicketCard = Schemas['TicketCard']
export type Clock = Schemas['Clock']
export type Span = Schemas['Span']
export type Comment = Schemas['Comment']
export type Attachment = Schemas['Attachment']
export type TicketRequest = Schemas['TicketRequest']
export type Ability = Schemas['Ability']
export type TicketDetail = Schemas['TicketDetail']
export type TicketInput = Schemas['OpenTicketInputRequest']
export type TimelineEntry = Omit<Schemas['TimelineEntry'], 'data'> & { data: Record<string, unknown> }

export type BoardCounter = Schemas['Counter']
export type Board = Omit<Schemas['Board'], 'columns'> & { columns: Partial<Record<TicketState, TicketCard[]>> }
export type InboxItem = Omit<Schemas['InboxItem'], 'data'> & { data: Record<string, unknown> }
export type InboxPage = Omit<Schemas['InboxPage'], 'results'> & { results: InboxItem[] }
export type Mail = Schemas['Mail']
/** An empty priority leaves the ticket's own; the schema's enum does not say so. */
type SetsPriority<T> = Omit<T, 'set_priority'> & { set_priority: Priority | '' }
export type RoutingRule = SetsPriority<Schemas['RoutingRule']>
export type RoutingDecision = Schemas['RoutingDecision']
export type DryRunRow = Schemas['DryRunLine']
export type RuleInput = Partial<SetsPriority<Schemas['PatchedRuleChangeInputRequest']>>
/** Rates are percent, and null when there is nothing to share. */
export type Overview = Schemas['Overview']
/** The sign-in library's own shape, which is not in our schema. */
export interface DeviceSession { id: number; user_agent: string; ip: string; created_at: number; last_seen_at?: number; is_current: boolean }
