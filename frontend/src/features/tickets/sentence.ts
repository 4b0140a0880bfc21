/** An event as one sentence in the reader's words, and what was said with it. */
import type { Person, TimelineEntry, UnitRef } from '@/core/api'
import { nameOf } from '@/core/i18n'
import { nearMoment, now, shortDate } from '@/core/time'
import { uiText } from '@/core/ui'
import { find, sentenceKey, t, type TicketEventKind } from './words'

/** An actor of null is the system; without one the news is told without saying whose doing it was. */
interface Said { kind: string; actor?: Person | null; acting_for?: Person | null; data: Record<string, unknown> }
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const isUnit = (value: unknown): value is UnitRef => typeof value === 'object' && value !== null && 'name_en' in value

function unitOf(data: Said['data']): string {
  const card = data.card as { unit?: unknown } | undefined
  const unit = isUnit(data.unit) ? data.unit : card?.unit
  return isUnit(unit) ? nameOf(unit) : ''
}

/** The unit that was asked for a part, or answers for all. */
function partner(data: Said['data']): string {
  const unit = data.task_unit ?? data.cause_unit
  return isUnit(unit) ? nameOf(unit) : ''
}

const coded = (group: string, value: unknown): string => find(`${group}.${text(value)}`) ?? text(value)

const dated = (value: unknown): string => text(value) && nearMoment(text(value), now.value)

/** A deputy is named together with the person stood in for. */
const nameOfActor = (actor?: Person | null, away?: Person | null): string =>
  actor && away ? t('actingFor', { name: actor.name, away: away.name }) : (actor?.name ?? t('system'))

export function sentence({ kind, actor, acting_for: away, data }: Said): string {
  const params = {
    actor: nameOfActor(actor, away),
    unit: unitOf(data),
    decision: coded('decision', data.decision),
    how: coded('how', data.how),
    rung: typeof data.level === 'number' ? coded('rung', String(data.level)) : t('above'),
    colour: coded('colour', data.colour),
    clock: coded('clock', data.duty ?? data.clock),
    outcome: coded('outcome', data.outcome),
    score: typeof data.score === 'number' ? uiText(`rating.${data.score as 1}`) : '',
    due: dated(data.proposed_due_at ?? data.due_at),
    review: text(data.review_on) && shortDate(text(data.review_on)),
    into: text(data.into),
    name: text(data.name),
    title: text(data.title),
    task: partner(data),
    cadre: text((data.cadre as { name?: unknown } | undefined)?.name),
    lamp: text(data.lamp) && uiText(`lamp.${data.lamp as 'red'}`),
  }
  const told = actor === undefined ? find(`news.${kind}`, params) : undefined
  return told ?? find(sentenceKey(kind as TicketEventKind), params) ?? (actor === undefined ? t('news.other') : t('events.other', params))
}

/** The reason or the words that came with an event. */
export const quoted = ({ data }: Pick<TimelineEntry, 'data'>): string =>
  text(data.reason) || text(data.public_reply) || text(data.text)
