/** What the day asks for first. */
import type { Lamp, TicketCard, Today } from '@/core/api'

export type Due = Today['due'][number]
export interface DueVisit extends Omit<Due, 'reason'> { reason: Due['reason'] | 'ticket_due'; lamp: Lamp; ticket: TicketCard | null }

const RANK: Record<Lamp, number> = { red: 0, yellow: 1, blue: 2, green: 3, grey: 4, none: 5 }

/** The lamp of a visit: that of its most pressing ticket, else how late the visit itself is. */
export function withLamp(due: Due, tickets: readonly TicketCard[], today: string): DueVisit {
  const own = tickets.filter((ticket) => ticket.enterprise.id === due.enterprise.id)
  const ticket = [...own].sort((a, b) => RANK[a.lamp] - RANK[b.lamp] || (a.due_at ?? '9').localeCompare(b.due_at ?? '9'))[0] ?? null
  const late = due.visit_due_on !== null && due.visit_due_on < today
  const visitLamp: Lamp = late ? 'yellow' : due.visit_due_on === today || due.reason === 'never' ? 'blue' : 'green'
  const lamp = ticket && RANK[ticket.lamp] < RANK[visitLamp] ? ticket.lamp : visitLamp
  const pressing = ticket !== null && (ticket.lamp === 'red' || ticket.lamp === 'yellow')
  return { ...due, lamp, reason: pressing ? 'ticket_due' : due.reason, ticket: pressing ? ticket : null }
}

export const byUrgency = (a: DueVisit, b: DueVisit): number =>
  RANK[a.lamp] - RANK[b.lamp] ||
  (a.ticket?.due_at ?? '9').localeCompare(b.ticket?.due_at ?? '9') ||
  (a.visit_due_on ?? '9').localeCompare(b.visit_due_on ?? '9') ||
  (a.enterprise.last_visit_at ?? '').localeCompare(b.enterprise.last_visit_at ?? '')
