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
}

export interface UnitCard {
  id: number
  name: string
  name_en: string
  kind: string
}

export interface EventData {
  attachment_added: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; attachment: string; name: string }
  callback_started: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place }
  comment_added: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; comment_kind: string; text: string }
  contact_recorded: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; how: string; text?: string }
  contact_revealed: { enterprise: string; contact: number; reason: string }
  contact_saved: { enterprise: string; contact: number; name: string }
  duty_missed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; duty: string; due_at: string; late_by: number }
  enterprise_assigned: { enterprise: EnterpriseName; cadre: PersonName; cadre_before: number | null; assignment: string; starts_on: string }
  enterprise_placed: { enterprise: EnterpriseName; unit: number; unit_before: number | null; starts_on: string }
  enterprise_registered: { enterprise: string; name: string }
  enterprise_updated: { enterprise: string; version: number; fields: string[] }
  extension_asked: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason: string; proposed_due_at: string }
  extension_decided: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; decision: string; reason: string; due_at: string | null }
  inbox_read: { unread: number }
  info_asked: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason: string }
  info_supplied: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; text: string }
  internal_attachment_added: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; attachment: string; name: string }
  lamp_changed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; lamp: string }
  member_joined: { unit: number; user: number; is_lead: boolean; starts_on: string }
  member_left: { unit: number; user: number; ends_on: string }
  note_added: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; text: string }
  notice_answered: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; colours: string[]; text: string }
  notice_issued: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; colour: string; text: string; due_at: string }
  objection_raised: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason: string }
  objection_ruled: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; decision: string; reason: string }
  photo_received: { visit: string; enterprise: EnterpriseName; photo: string }
  photo_settled: { visit: string; enterprise: EnterpriseName; photo: string; state: string }
  production_reported: { enterprise: string; report: string; reported_on: string; expected_staff: number; returned_staff: number; capacity_percent: number; state: string; is_latest: boolean }
  promise_moved: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; clock: string; was_due_at: string | null; due_at: string | null; policy: string }
  reference_edited: { table: string; key: string; fields: string[] }
  routing_found_no_rule: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place }
  rung_accepted: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; level?: number }
  rung_raised: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; level?: number; how: string; reason?: string; due_at?: string; late_by?: number; notice?: string }
  rung_returned: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; level: number; reason: string }
  rung_ruled: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; level: number; decision: string; reason: string }
  session_revoked: { user: number; sessions: string[]; reason: string }
  ticket_accepted: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place }
  ticket_acknowledged: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place }
  ticket_assigned: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason?: string }
  ticket_closed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason: string }
  ticket_confirmed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; score: number; text: string }
  ticket_declined: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason: string }
  ticket_handed_over: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason?: string; rung?: number }
  ticket_held: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason: string; review_on: string }
  ticket_merged: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; into?: string; reason: string }
  ticket_overdue: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; late_since: string; late_by?: number }
  ticket_rated: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; score: number; text: string }
  ticket_rejected: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason: string }
  ticket_reopened: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason: string }
  ticket_resolved: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; outcome: string; public_reply: string }
  ticket_resumed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason: string }
  ticket_routed: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; rule: string }
  ticket_submitted: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; source: string }
  ticket_urged: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; text: string }
  ticket_withdrawn: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason: string }
  user_changed: { user: number; fields: string[] }
  user_created: { user: number; role: string }
  user_disabled: { user: number; reason: string }
  visit_amended: { visit: string; enterprise: EnterpriseName; version: number; fields: string[]; reason: string }
  visit_logged: { visit: string; enterprise: EnterpriseName; author: PersonName; unit?: number | null; occurred_at: string; distance_m?: number | null }
  wait_over: { ref: string; version: number; card: TicketCard; before?: Place | null; after?: Place; reason: string; late_by?: number }
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
