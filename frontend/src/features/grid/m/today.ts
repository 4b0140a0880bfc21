/** What the day asks for first. */
import type { Lamp, TicketCard, Today } from '@/core/api'

export type Due = Today['due'][number]
export interface DueVisit extends Omit<Due, 'reason'> { reason: Due['reason'] | 'ticket_due'; lamp: Lamp; ticket: TicketCard | null }

const RANK: Record<Lamp, number> = { red: 0, yellow: 1, blue: 2, green: 3, grey: 4, none: 5 }
/** What was promised to somebody before what was only meant. */
const PROMISE: Record<DueVisit['reason'], number> = { ticket_due: 0, follow_up: 0, planned: 1, never: 2, stale: 3 }

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

/** Red before all; then what was promised; then the risk and the enterprise's open tickets; then the nearer one. */
export function byUrgency(a: DueVisit, b: DueVisit, far: (row: DueVisit) => number = () => 0): number {
  return (
    Number(b.lamp === 'red') - Number(a.lamp === 'red') ||
    PROMISE[a.reason] - PROMISE[b.reason] ||
    (a.ticket?.due_at ?? '9').localeCompare(b.ticket?.due_at ?? '9') ||
    b.risk - a.risk ||
    b.enterprise.open_tickets - a.enterprise.open_tickets ||
    RANK[a.lamp] - RANK[b.lamp] ||
    far(a) - far(b) ||
    (a.visit_due_on ?? '9').localeCompare(b.visit_due_on ?? '9') ||
    (a.enterprise.last_visit_at ?? '').localeCompare(b.enterprise.last_visit_at ?? '')
  )
}
