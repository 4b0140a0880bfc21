/** An event as one sentence in the reader's words, and what was said with it. */
import type { Person, TimelineEntry, UnitRef } from '@/core/api'
import { nameOf } from '@/core/i18n'
import { nearMoment, now, shortDate } from '@/core/time'
import { uiText } from '@/core/ui'
import { find, sentenceKey, t, type TicketEventKind } from './words'

/** An actor of null is the system; without one the news is told without saying whose doing it was. */
interface Said { kind: string; actor?: Person | null; data: Record<string, unknown> }
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const isUnit = (value: unknown): value is UnitRef => typeof value === 'object' && value !== null && 'name_en' in value

function unitOf(data: Said['data']): string {
  const card = data.card as { unit?: unknown } | undefined
  const unit = isUnit(data.unit) ? data.unit : card?.unit
  return isUnit(unit) ? nameOf(unit) : ''
}

const coded = (group: string, value: unknown): string => find(`${group}.${text(value)}`) ?? text(value)

export function sentence({ kind, actor, data }: Said): string {
  const params = {
    actor: actor?.name ?? t('system'),
    unit: unitOf(data),
    decision: coded('decision', data.decision),
    how: coded('how', data.how),
    rung: typeof data.level === 'number' ? coded('rung', String(data.level)) : t('above'),
    colour: coded('colour', data.colour),
    clock: coded('clock', data.duty ?? data.clock),
    outcome: coded('outcome', data.outcome),
    score: typeof data.score === 'number' ? uiText(`rating.${data.score as 1}`) : '',
    due: text(data.proposed_due_at) && nearMoment(text(data.proposed_due_at), now.value),
    review: text(data.review_on) && shortDate(text(data.review_on)),
    into: text(data.into),
    name: text(data.name),
    cadre: text((data.cadre as { name?: unknown } | undefined)?.name),
    lamp: text(data.lamp) && uiText(`lamp.${data.lamp as 'red'}`),
  }
  const told = actor === undefined ? find(`news.${kind}`, params) : undefined
  return told ?? find(sentenceKey(kind as TicketEventKind), params) ?? (actor === undefined ? t('news.other') : t('events.other', params))
}

/** The reason or the words that came with an event. */
export const quoted = ({ data }: Pick<TimelineEntry, 'data'>): string =>
  text(data.reason) || text(data.public_reply) || text(data.text)
