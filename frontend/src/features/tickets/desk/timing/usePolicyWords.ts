/** A policy in words: for whom it is, and what it gives. */
import type { ClockPolicy } from '@/core/api'
import { spanWords } from '@/core/time'
import { useDeadlines } from '@/features/grid'
import { useConditionWords } from '../../why/conditions'
import { t as words } from '../../words'
import { t } from './words'

export function usePolicyWords() {
  const { calendar } = useDeadlines()
  const { say } = useConditionWords()
  const day = () => Math.round(calendar.value.dayLength / 1000)
  const span = (seconds: number) => spanWords(seconds * 1000, calendar.value.dayLength)
  const nameOf = (policy: ClockPolicy) => [
    policy.category ? say('categories', [policy.category]) : t('everything'),
    policy.priority && words(`priority.${policy.priority}`),
    policy.tier && say('tiers', [policy.tier]),
  ].filter(Boolean).join(' · ')
  const resolve = (policy: Pick<ClockPolicy, 'resolve_days' | 'resolve_seconds'>) => (policy.resolve_days ? t('days', { n: policy.resolve_days }) : span(policy.resolve_seconds))
  const gives = (policy: ClockPolicy) => t('gives', { acknowledge: span(policy.acknowledge_seconds), contact: span(policy.first_contact_seconds), resolve: resolve(policy) })
  const stage = (policy: ClockPolicy) => (policy.stage_seconds ? t('stage', { span: span(policy.stage_seconds) }) : t('noStage'))
  return { day, span, nameOf, gives, stage }
}
