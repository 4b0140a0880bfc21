/** What the server says, one interface a noun. */
export type Lamp = 'green' | 'blue' | 'yellow' | 'red' | 'grey' | 'none'
export type TicketState =
  | 'draft' | 'submitted' | 'need_info' | 'accepted' | 'assigned' | 'handling' | 'on_hold'
  | 'resolved' | 'verifying' | 'redo' | 'closed' | 'declined' | 'withdrawn' | 'merged'
export type Priority = 'urgent' | 'normal' | 'low'
export type Outcome = 'solved' | 'planned' | 'explained' | 'unsolvable'
export type Role = 'cadre' | 'team_leader' | 'officer' | 'coordinator' | 'leader' | 'contact' | 'admin'
export type UnitKind = 'grid_team' | 'department' | 'service_centre'
export type EnterpriseKind = 'above_scale' | 'below_scale' | 'micro' | 'building_site' | 'supermarket'
export type ProductionState = 'stopped' | 'partial' | 'resumed' | 'full'
export type Locale = 'zh-Hans' | 'en'
export type ApiLanguage = 'zh-hans' | 'en'
/** An ISO 8601 moment with its zone. */
export type Moment = string

export interface Page<T> { next: string | null; results: T[] }
export interface Named { name: string; name_en: string }
export interface Person { id: number; name: string; role?: Role }
export interface UnitRef extends Named { id: number; kind: UnitKind }
export interface CategoryRef extends Named { code: string }
export interface Category extends CategoryRef { children: CategoryRef[] }
export interface Subdistrict extends Named { code: string }
export interface EnterpriseRef { id: string; name: string; short_name: string }

export interface Me {
  id: number; username: string; name: string; role: Role; language: ApiLanguage
  units: (UnitRef & { is_lead: boolean })[]; enterprise: EnterpriseRef | null
  home: '/m/' | '/e/' | '/desk/'; demo: boolean; epoch: string; head?: number; server_time: Moment; build: string
}
export interface Meta {
  categories: Category[]; units: UnitRef[]; subdistricts: Subdistrict[]
  /** Working intervals, [start, end] each. */
  working: Moment[][]
  calendar: {
    timezone: string; provisional_from: string | null; day_seconds?: number
    days?: { date: string; name: string; works: boolean }[]
  }
  rating_tags: string[]
}

export interface Report {
  reported_on: string; expected_staff: number; returned_staff: number; capacity_percent: number; state: ProductionState
}
export interface EnterpriseRow extends EnterpriseRef {
  kind: EnterpriseKind; subdistrict: Subdistrict; address: string; lat: number | null; lon: number | null
  employees: number; unit: UnitRef | null; cadre: Person | null; report: Report | null
  open_tickets: number; last_visit_at: Moment | null; version: number
}
export interface EnterpriseContact { id: number; name: string; title: string; phone_masked: string; is_primary: boolean }
export interface EnterpriseDetail extends EnterpriseRow {
  uscc: string | null; industry: { letter: string; code: string; name: string; name_en: string } | null
  coord_source: string; aliases: string[]; contacts: EnterpriseContact[]; backup: Person[]; reports: Report[]
}

export interface UnitRow extends UnitRef {
  code: string; lead: Person | null; members: number; enterprises: number; open_tickets: number; red: number
}
export interface UnitPerson { id: number; name: string; role: Role; is_lead: boolean; enterprises: number; open_tickets: number }
export interface UnitDetail extends UnitRow { people: UnitPerson[]; phone: string }

export interface TemplateOption { value: string; label: string; label_en: string }
export interface TemplateField {
  id: string; kind: 'choice' | 'multi' | 'number' | 'text' | 'bool'; label: string; label_en: string
  unit?: string; options?: TemplateOption[]; required?: boolean
}
export interface TemplateSection { id: string; title: string; title_en: string; fields: TemplateField[] }
export interface VisitTemplate { code: string; version: number; title: string; title_en: string; sections: TemplateSection[] }
export type AnswerValue = string | number | boolean | string[] | null
export interface VisitRow {
  uuid: string; enterprise: EnterpriseRef; author: Person; unit: UnitRef | null; state: string
  occurred_at: Moment; received_at: Moment; summary: string; distance_m: number | null; photos: number
  follow_up_on: string | null; version: number
}
export type Production = Omit<Report, 'reported_on'>
export interface VisitPhoto { uuid: string; url: string; caption: string; state: FileState }
export interface VisitDetail extends VisitRow {
  answers: Record<string, AnswerValue>; people_met: { name: string; title: string }[]; production: Production | null
  template_version: number; photo_list: VisitPhoto[]
  revisions: { version: number; at: Moment; by: Person; reason: string }[]
  lat: number | null; lon: number | null; accuracy_m: number | null
}
export interface VisitInput {
  uuid: string; enterprise: string; template_version: number; occurred_at: Moment; arrived_at?: Moment
  lat?: number; lon?: number; accuracy_m?: number; answers: Record<string, AnswerValue>
  people_met: { name: string; title: string }[]; production?: Production; summary: string
  follow_up_on?: string; device_id?: string
}
export interface Today {
  date: string; is_working_day: boolean; holiday: string | null
  due: { enterprise: EnterpriseRow; reason: 'follow_up' | 'never' | 'stale' | 'ticket_due'; visit_due_on: string | null }[]
  tickets: TicketCard[]; done_today: number
}

export interface TicketCard {
  ref: string; uuid: string; version: number; title: string; state: TicketState; lamp: Lamp; priority: Priority
  category: CategoryRef; enterprise: EnterpriseRef; unit: UnitRef | null; holder: Person | null
  due_at: Moment | null; submitted_at: Moment; updated_at: Moment
  rung: number; urged: number; returned: number; redone: number; on_the_spot: boolean
}
export type FileState = 'received' | 'ready' | 'rejected'
export interface Clock {
  kind: 'acknowledge' | 'first_contact' | 'resolve'; round?: number; state: 'running' | 'paused' | 'met' | 'missed' | 'stopped'
  budget_seconds: number; started_at: Moment; due_at: Moment | null; original_due_at: Moment | null
  stopped_at: Moment | null; lamp: Lamp
}
export interface Span {
  state: TicketState; unit: UnitRef | null; holder: Person | null
  started_at: Moment; ended_at: Moment | null; working_seconds: number | null
}
export interface Comment {
  uuid: string; kind: 'public' | 'internal' | 'stage' | 'supplement'; text: string
  author: Person | null; at: Moment
}
export interface Attachment {
  uuid: string; name: string; content_type: string; size: number; state: FileState; url: string; comment: string | null
}
export interface TicketRequest {
  id: number; kind: 'extension' | 'objection'; reason: string; asked_by: Person; asked_at: Moment
  proposed_due_at: Moment | null; decision: null | 'granted' | 'refused'
  decided_by: Person | null; decided_at: Moment | null; decision_reason: string
}
export interface Ability { verb: string; needs: string[]; reason_required: boolean; danger: boolean }
export interface TicketDetail extends TicketCard {
  text: string; source: 'enterprise' | 'visit' | 'coordinator'; visit: string | null; lead_unit: UnitRef | null
  unit_phone?: string; merged_into?: string | null; review_on?: string | null
  outcome: Outcome | null; public_reply: string; contact: { name: string; phone_masked: string } | null
  created_by: Person | null; clocks: Clock[]; spans?: Span[]; comments: Comment[]; attachments: Attachment[]
  rating: { score: number; text: string; tags: string[]; at: Moment } | null; requests: TicketRequest[]
  routing?: { step: string; attempt: number; at: Moment; outcome: Record<string, unknown> }[]; abilities: Ability[]
}
export interface TicketInput {
  uuid: string; enterprise?: string; category: string; priority?: Priority; title?: string; text: string
  visit?: string; on_the_spot?: boolean; public_reply?: string; contact_name?: string; contact_phone?: string
}
export interface TimelineEntry {
  id: number; seq: number | null; kind: string; at: Moment; actor: Person | null; public: boolean; data: Record<string, unknown>
}

export interface BoardCounter { unit: number | null; state: TicketState; lamp: Lamp; count: number }
export interface Board {
  epoch: string; as_of: number; counters: BoardCounter[]
  columns: Partial<Record<TicketState, TicketCard[]>>; totals: { open: number; red: number; yellow: number }
}
export interface InboxItem { id: number; event_seq: number; kind: string; at: Moment; read_at: Moment | null; data: Record<string, unknown> }
export interface InboxPage extends Page<InboxItem> { unread: number }
export interface Mail { id: string; to: string; subject: string; at: Moment; text: string }
export interface RoutingRule {
  id: number; order: number; name: string; active: boolean
  categories: string[]; words: string[]; kinds: EnterpriseKind[]; subdistricts: string[]; priorities: Priority[]; sources: string[]
  start_at: 'team' | 'lead_unit'; lead_unit: UnitRef; strategy: 'responsible' | 'least_loaded' | 'nobody'
  set_priority: Priority | ''; version: number
}
export interface RoutingDecision { rule: string | null; unit: string | null; lead_unit: string | null }
export interface DryRunRow { ref: string; title: string; now: RoutingDecision; would: RoutingDecision; differs: boolean }
export type RuleInput = Partial<Omit<RoutingRule, 'id' | 'lead_unit' | 'version'>> & { lead_unit?: number }
/** Rates are percent, and null when there is nothing to share. */
export interface Overview {
  resumption: { should: number; resumed: number; rate: number | null }
  staff: { expected: number; returned: number; rate: number | null }
  capacity: { average: number | null; reporting: number }
  visits: { total: number; today: number; enterprises: number }
  tickets: { open: number; closed: number; red: number; total: number }
  satisfaction: { given: number; satisfied: number; rate: number | null }
  by_category: (CategoryRef & { open: number; total: number })[]
}
export interface DeviceSession { id: number; user_agent: string; ip: string; created_at: number; last_seen_at?: number; is_current: boolean }
