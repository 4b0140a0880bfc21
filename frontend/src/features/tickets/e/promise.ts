/** What was promised about an issue, until when, and who has it: the line that is always in sight. */
import type { Clock, Lamp, Moment, TicketCard, TicketDetail } from '@/core/api'
import { nameOf } from '@/core/i18n'
import { nearMoment, shortDate } from '@/core/time'
import { isOpen } from '../model'
import { t } from './words'

export interface Promised { text: string; lamp: Lamp; moment: Moment | null; acting: boolean }
type Known = TicketCard & Partial<Pick<TicketDetail, 'clocks'>> & { review_on?: string | null }

const running = (clocks: readonly Clock[] | undefined, kind: Clock['kind']): Clock | undefined =>
  clocks?.find((clock) => clock.kind === kind && clock.state === 'running')

export function promiseOf(ticket: Known, now: number): Promised {
  const line = (text: string, lamp: Lamp = 'none', moment: Moment | null = null, acting = false): Promised => ({ text, lamp, moment, acting })
  if (ticket.state === 'need_info') return line(t('promise.need_info'), 'grey', null, true)
  if (ticket.state === 'resolved' || ticket.state === 'verifying') return line(t('promise.confirm'), 'none', null, true)
  if (ticket.state === 'on_hold') {
    const on = ticket.review_on
    return line(on ? t('promise.hold', { date: shortDate(`${on.slice(0, 10)}T12:00:00+08:00`) }) : t('promise.holdOpen'), 'grey')
  }
  if (!isOpen(ticket.state)) return line(t('promise.ended', { moment: nearMoment(ticket.updated_at, now) }))
  const resolve = running(ticket.clocks, 'resolve')?.due_at ?? ticket.due_at
  const acknowledge = ['submitted', 'accepted'].includes(ticket.state) ? running(ticket.clocks, 'acknowledge')?.due_at : null
  if (acknowledge && Date.parse(acknowledge) > now) return line(t('promise.acknowledge', { moment: nearMoment(acknowledge, now) }), ticket.lamp, acknowledge)
  if (!resolve) return line(t('promise.none'))
  const late = Date.parse(resolve) < now
  return line(t(late ? 'promise.late' : 'promise.due', { moment: nearMoment(resolve, now) }), late ? 'red' : ticket.lamp, resolve)
}

/** Unit and person in one name; the service centre as long as nobody else has it. */
export const whoHas = ({ unit, holder }: Pick<TicketCard, 'unit' | 'holder'>): string =>
  unit ? [nameOf(unit), holder?.name].filter(Boolean).join(' ') : ''
