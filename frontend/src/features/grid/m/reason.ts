/** The one reason a visit is on today's list, in words. */
import type { Moment } from '@/core/api'
import { ago, daysBetween, shortDate } from '@/core/time'
import { noonOf } from './days'
import type { DueVisit } from './today'
import { t } from './words'

export function reasonOf(due: DueVisit, today: string, left: (moment: string) => string): string {
  const { reason, visit_due_on: on, ticket } = due
  if (reason === 'ticket_due') return ticket?.due_at ? t('reason.ticketDue', { title: ticket.title, left: left(ticket.due_at) }) : t('reason.ticket_due')
  if (reason === 'never') return t('reason.never')
  if (reason === 'planned') return t('reason.planned')
  if (!on) return reason === 'follow_up' ? t('reason.follow_up', { date: '' }).trim() : t('reason.stale')
  const late = daysBetween(noonOf(on), noonOf(today))
  const date = shortDate(noonOf(on))
  if (reason === 'follow_up') return late === 0 ? t('reason.followUpToday') : t(late > 0 ? 'reason.followUpLate' : 'reason.follow_up', { date, n: late })
  return late > 0 ? t('reason.staleLate', { n: late }) : t('reason.staleDue', { date })
}

/** 上次走访 12 天前: how long ago matters more than the date. */
export function lastVisitWords(at: Moment | null, now: number): string {
  if (!at) return t('neverVisited')
  const days = daysBetween(at, now)
  return days < 2 ? t('lastVisit', { time: ago(at, now) }) : t('lastVisitDays', { n: days })
}

/** What else presses, in words: at most three, the weightiest first. */
export const pressing = (due: DueVisit): string[] =>
  due.reasons.slice(0, 3).map(({ code, n }) => t(code === 'silent' && n === 0 ? 'pressing.unknown' : `pressing.${code}`, { n }))
