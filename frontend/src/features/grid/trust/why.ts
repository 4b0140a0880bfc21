/** A signal of a visit as a sentence with its figures. */
import type { VisitSignal } from '@/core/api'
import { number, shortDate } from '@/core/time'
import { t } from './words'

const length = (metres: number): string =>
  metres < 1000 ? t('metres', { n: number(metres) }) : t('kilometres', { n: number(metres / 1000, metres < 10_000 ? 1 : 0) })
const lasting = (seconds: number): string =>
  seconds < 120 ? t('seconds', { n: number(seconds) }) : t('minutes', { n: number(Math.round(seconds / 60)) })
/** A figure that rounds to nothing is still not nothing. */
const percent = (share: number): string => (share < 0.01 ? '< 1%' : `${number(Math.round(share * 100))}%`)

export function why({ kind, facts }: VisitSignal): string {
  const figure = (name: string) => Number(facts[name] ?? 0)
  const text = (name: string) => String(facts[name] ?? '')
  if (kind === 'unproven') {
    const reason = text('why')
    const known = reason === 'no_fix' || reason === 'old_fix' || reason === 'blurred' ? reason : null
    const more = known && t(`why.${known}`, { age: lasting(figure('age_s')), accuracy: number(figure('accuracy_m')) })
    return [t('why.unproven'), more].filter(Boolean).join(' · ')
  }
  return t(`why.${kind}`, {
    distance: length(figure('distance_m')), accuracy: number(figure('accuracy_m')), chance: percent(figure('chance')),
    other: length(figure('other_m')), stay: lasting(figure('stay_s')), km: number(figure('km'), 1), minutes: number(figure('minutes')),
    kmh: number(figure('kmh')), on: text('on') && shortDate(`${text('on')}T12:00:00`), answers: number(figure('answers')),
    time: lasting(figure('seconds')), days: number(figure('days')), text: text('text'),
  })
}
