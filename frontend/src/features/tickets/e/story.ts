/** What happened to an issue, told to the enterprise: plain sentences, no internal word. */
import type { Person, TimelineEntry, UnitRef } from '@/core/api'
import { nameOf } from '@/core/i18n'
import { nearMoment, now, shortDate } from '@/core/time'
import { uiText } from '@/core/ui'
import { find, t } from './words'

export type Told = Pick<TimelineEntry, 'kind' | 'actor' | 'data'>
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const isUnit = (value: unknown): value is UnitRef => typeof value === 'object' && value !== null && 'name_en' in value

/** Changes of the lamp that say nothing to the enterprise. */
const SILENT = new Set(['green', 'blue', 'grey', 'none'])
export const isTold = ({ kind, data }: Told): boolean => !(kind === 'lamp_changed' && SILENT.has(text(data.lamp)))

function unitOf(data: Told['data']): string {
  const card = data.card as { unit?: unknown } | undefined
  const unit = isUnit(data.unit) ? data.unit : card?.unit
  return isUnit(unit) ? nameOf(unit) : t('centre')
}

/** The kind that decides the words: some depend on what was decided. */
function kindOf({ kind, data }: Told): string {
  if (kind === 'extension_decided' && data.decision) return `extension_${text(data.decision)}`
  if (kind === 'lamp_changed') return `lamp_${text(data.lamp)}`
  return kind === 'comment_added' && data.comment_kind === 'supplement' ? 'comment_supplement' : kind
}

const actorOf = (actor: Person | null, reader: number): string => (actor === null ? t('centre') : actor.id === reader ? t('you') : actor.name)

export function tell(told: Told, reader: number): string {
  const { data } = told
  const params = {
    actor: actorOf(told.actor, reader),
    unit: unitOf(data),
    how: find(`how.${text(data.how)}`) ?? text(data.how),
    outcome: find(`outcome.${text(data.outcome)}`) ?? text(data.outcome),
    score: typeof data.score === 'number' ? uiText(`rating.${data.score as 1}`) : '',
    due: text(data.due_at) && nearMoment(text(data.due_at), now.value),
    review: text(data.review_on) && shortDate(`${text(data.review_on).slice(0, 10)}T12:00:00+08:00`),
    name: text(data.name),
  }
  return find(`event.${kindOf(told)}`, params) ?? find(`event.${told.kind}`, params) ?? t('event.other')
}

/** The words somebody said with it. */
export const saidWith = ({ data }: Pick<Told, 'data'>): string => text(data.reason) || text(data.public_reply) || text(data.text)
