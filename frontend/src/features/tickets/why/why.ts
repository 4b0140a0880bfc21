/** The ledger of routing steps, read as the story of one ticket. */
import type { TicketDetail } from '@/core/api'
import { number } from '@/core/time'
import { find, t } from './words'

export interface Compared { id: number; name: string; minutes: number; limit: number | null; away: boolean }
interface Chosen { person: number | null; why: string; wanted: number | null; compared?: Compared[]; person_name?: string }
interface Classified { rule: number | null; name?: string; version?: number; because?: string[][]; set_priority?: string }
export type Steps = TicketDetail['routing']

export const hours = (minutes: number): string => number(minutes / 60, minutes % 60 ? 1 : 0)
const nameIn = (compared: readonly Compared[] | undefined, id: number | null): string => compared?.find((one) => one.id === id)?.name ?? ''

/** Who was chosen and why, in a sentence. */
export function chosen(outcome: Chosen): string {
  return find(`chosen.${outcome.why}`, { name: nameIn(outcome.compared, outcome.person), wanted: nameIn(outcome.compared, outcome.wanted) }) ?? ''
}
export const loadOf = (one: Compared): string =>
  [t('person', { name: one.name, hours: hours(one.minutes) }), one.limit === null ? '' : t('limit', { hours: hours(one.limit) }), one.away ? t('away') : '']
    .filter(Boolean).join(' · ')

/** The newest attempt at routing, and what happened to the ticket in its unit's line since. */
export function storyOf(steps: Steps) {
  const last = Math.max(1, ...steps.filter((step) => step.step === 'classify').map((step) => step.attempt))
  const of = <T>(name: string) => steps.find((step) => step.step === name && step.attempt === last)?.outcome as T | undefined
  const later = steps.filter((step) => step.step === 'given' || step.step === 'back')
  return {
    classified: of<Classified>('classify'),
    unit: of<{ name: string; name_en?: string }>('unit'),
    person: of<Chosen>('person'),
    later: later.map((step) => ({ step: step.step, at: step.at, outcome: step.outcome as Chosen & { name?: string; from_name?: string } })),
  }
}
