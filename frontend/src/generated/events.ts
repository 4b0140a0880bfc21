/** Written by `./run schema` from every app's events.py; do not edit. */

export interface CategoryCard {
  code: string
  name: string
  name_en: string
}

export interface EnterpriseCard {
  id: string
  name: string
  short_name: string
}

export interface EnterpriseName {
  id: string
  name: string
  short_name: string
}

export interface MovedClock {
  kind: string
  was_due_at: string
  due_at: string
}

export interface PersonCard {
  id: number
  name: string
  role: string
}

export interface PersonName {
  id: number
  name: string
  role: string
}

export interface Place {
  unit: number
  category: string
  state: string
  lamp: string
}

export interface TicketCard {
  ref: string
  uuid: string
  version: number
  title: string
  state: string
  lamp: string
  priority: string
  category: CategoryCard
  enterprise: EnterpriseCard
  unit: UnitCard | null
  holder: PersonCard | null
  due_at: string | null
  submitted_at: string
  updated_at: string
  rung: number
  rung_state: string
  rung_since: string | null
  supervised: string
  urged: number
  returned: number
  redone: number
  on_the_spot: boolean
  tasks_done: number
  tasks_total: number
}

export interface UnitCard {
  id: number
  name: string
  name_en: string
  kind: string
}

export interface EventData {
  absence_ended: { user: PersonName; deputy: PersonName | null; called_off: boolean }
  absence_reported: { user: PersonName; deputy: PersonName | null; starts_at: string; ends_at: string | null; reason: string }
  agenda_entered: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; meeting: string; title: string; begins_at: string; origin: string }
  agenda_left: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; meeting: string; title: string }
  attachment_added: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; attachment: string; name: string }
  calendar_feed_changed: { user: number; made: boolean }
  callback_started: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null }
  capacity_set: { unit: number; user: number; hours: number | null }
  cause_answered: { ref: string; version: number; title: string; answer: string; tickets: number; left: number }
  cause_closed: { ref: string; version: number; title: string }
  cause_joined: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; cause: string; title: string; cause_unit: Record<string, unknown> }
  cause_left: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; cause: string; reason: string }
  cause_opened: { ref: string; version: number; title: string; unit: number }
  comment_added: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; comment_kind: string; text: string }
  contact_recorded: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; how: string; text?: string }
  contact_revealed: { enterprise: string; contact: number; reason: string }
  contact_saved: { enterprise: string; contact: number; name: string }
  deadline_moved: { ref: string; version: number; lamp: string; due_at: string | null; calendar_version: number; clocks: MovedClock[]; before?: Place; after?: Place }
  deadlines_recounted: { calendar: string; version: number; done: number; total: number; moved: number; finished: boolean }
  duty_missed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; duty: string; due_at: string; late_by: number }
  enterprise_assigned: { enterprise: EnterpriseName; cadre: PersonName; cadre_before: number | null; assignment: string; starts_on: string }
  enterprise_placed: { enterprise: EnterpriseName; unit: number; unit_before: number | null; starts_on: string }
  enterprise_registered: { enterprise: string; name: string }
  enterprise_updated: { enterprise: string; version: number; fields: string[] }
  extension_asked: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason: string; proposed_due_at: string }
  extension_decided: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; decision: string; reason: string; due_at: string | null }
  inbox_read: { unread: number }
  info_asked: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason: string }
  info_supplied: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; text: string }
  internal_attachment_added: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; attachment: string; name: string }
  lamp_changed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; lamp: string }
  ledger_exported: { user: number; ledger: string; rows: number; conditions: Record<string, string> }
  meeting_cancelled: { meeting: string; title: string; version: number; reason: string }
  meeting_changed: { meeting: string; title: string; version: number; begins_at: string }
  meeting_decided: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; meeting?: string; title?: string; decision?: string; minutes?: string }
  meeting_held: { meeting: string; title: string; version: number; items: number; decided: number }
  meeting_planned: { meeting: string; title: string; version: number; begins_at: string }
  meeting_put_off: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; meeting: string; title: string; minutes: string }
  member_joined: { unit: number; user: number; is_lead: boolean; starts_on: string }
  member_left: { unit: number; user: number; ends_on: string }
  note_added: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; text: string }
  notice_answered: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; colours: string[]; text: string }
  notice_issued: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; colour: string; text: string; due_at: string }
  objection_raised: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason: string }
  objection_ruled: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; decision: string; reason: string }
  photo_received: { visit: string; enterprise: EnterpriseName; photo: string }
  photo_settled: { visit: string; enterprise: EnterpriseName; photo: string; state: string }
  planned_visit_dropped: { planned: string; enterprise: EnterpriseName; cadre: PersonName; on: string; reason: string }
  planned_visit_moved: { planned: string; enterprise: EnterpriseName; cadre: PersonName; on: string; on_before: string }
  production_reported: { enterprise: string; report: string; reported_on: string; expected_staff: number; returned_staff: number; capacity_percent: number; state: string; is_latest: boolean }
  promise_moved: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; clock: string; was_due_at: string | null; due_at: string | null; policy: string }
  reference_edited: { table: string; key: string; fields: string[] }
  routing_found_no_rule: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null }
  routing_rule_changed: { rule: number; name: string; version: number; change: string }
  routing_rules_ordered: { rules: number[] }
  rung_accepted: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; level?: number }
  rung_raised: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; level?: number; how: string; reason?: string; due_at?: string; late_by?: number; notice?: string }
  rung_returned: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; level: number; reason: string }
  rung_ruled: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; level: number; decision: string; reason: string }
  session_revoked: { user: number; sessions: string[]; reason: string }
  subtask_accepted: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; subtask: string; task_unit: Record<string, unknown> }
  subtask_cancelled: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; subtask: string; task_unit: Record<string, unknown>; reason: string }
  subtask_finished: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; subtask: string; task_unit: Record<string, unknown>; reply: string; late: boolean }
  subtask_given: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; subtask: string; task_kind: string; task_unit: Record<string, unknown>; text: string; due_at: string }
  subtask_lamp_changed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; subtask: string; task_unit: Record<string, unknown>; lamp: string }
  subtask_returned: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; subtask: string; task_unit: Record<string, unknown>; reason: string }
  subtask_sent_back: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; subtask: string; task_unit: Record<string, unknown>; reason: string }
  ticket_accepted: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null }
  ticket_acknowledged: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null }
  ticket_assigned: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason?: string }
  ticket_came_back: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null }
  ticket_categorised: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; category: string; category_before: string }
  ticket_closed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason: string }
  ticket_confirmed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; score: number; text: string }
  ticket_declined: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason: string }
  ticket_failed_twice: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; why: string }
  ticket_given_out: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null }
  ticket_handed_over: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason?: string; rung?: number }
  ticket_held: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason: string; review_on: string }
  ticket_merged: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; into?: string; reason: string }
  ticket_overdue: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; late_since: string; late_by?: number }
  ticket_rated: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; score: number; text: string }
  ticket_rejected: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason: string }
  ticket_reopened: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason: string }
  ticket_resolved: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; outcome: string; public_reply: string }
  ticket_resumed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason: string }
  ticket_routed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; rule: string }
  ticket_submitted: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; source: string }
  ticket_touched: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null }
  ticket_urged: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; text: string }
  ticket_withdrawn: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason: string }
  user_changed: { user: number; fields: string[] }
  user_created: { user: number; role: string }
  user_disabled: { user: number; reason: string }
  visit_amended: { visit: string; enterprise: EnterpriseName; version: number; fields: string[]; reason: string }
  visit_confirmed: { visit: string; enterprise: EnterpriseName }
  visit_disputed: { visit: string; enterprise: EnterpriseName; reason: string }
  visit_explained: { visit: string; enterprise: EnterpriseName; text: string }
  visit_logged: { visit: string; enterprise: EnterpriseName; author: PersonName; unit?: number | null; occurred_at: string; distance_m?: number | null }
  visit_looked_at: { visit: string; enterprise: EnterpriseName; text: string }
  visit_needs_look: { visit: string; enterprise: EnterpriseName; signals: string[] }
  visit_planned: { planned: string; enterprise: EnterpriseName; cadre: PersonName; on: string; merged: boolean; purpose: string }
  visit_template_published: { template: string; number: number; before: number | null; questions: number }
  visit_template_saved: { template: string; number: number; change: string }
  wait_over: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; acting_for?: PersonCard | null; reason: string; late_by?: number }
  week_planned: { cadre: PersonName; monday: string; visits: number; left_out: number; metres: number }
}

export type EventKind = keyof EventData

export interface EventFrame<K extends EventKind = EventKind> {
  type: 'event'
  seq: number
  kind: K
  at: string
  topics: string[]
  data: EventData[K]
}

/** A frame whose kind decides the shape of its data. */
export type AnyEventFrame = { [K in EventKind]: EventFrame<K> }[EventKind]
