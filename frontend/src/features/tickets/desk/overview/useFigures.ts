/** The leader's numbers, each with the list it was counted from. */
import { computed, type Ref } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import type { Lamp, Overview } from '@/core/api'
import { number, percent } from '@/core/time'
import { t } from '../words'

interface Figure { key: string; label: string; value: string; unit?: string; note: string; to: RouteLocationRaw; lamp?: Lamp }

export function useFigures(data: Ref<Overview | undefined>) {
  const figures = computed<Figure[]>(() => {
    const seen = data.value
    if (!seen) return []
    const { resumption, staff, capacity, visits, tickets, satisfaction } = seen
    const rate = (value: number | null) => (value === null ? '–' : `${number(value, 1)}%`)
    return [
      { key: 'resumption', label: t('overview.resumption'), value: rate(resumption.rate), to: { path: '/enterprises', query: { kind: 'above_scale' } },
        note: t('overview.resumed', { should: number(resumption.should), resumed: number(resumption.resumed) }) },
      { key: 'staff', label: t('overview.staff'), value: rate(staff.rate), to: { path: '/enterprises', query: { kind: 'above_scale' } },
        note: t('overview.returned', { expected: number(staff.expected), returned: number(staff.returned) }) },
      { key: 'capacity', label: t('overview.capacity'), value: rate(capacity.average), to: '/enterprises', note: t('overview.reporting', { n: number(capacity.reporting) }) },
      { key: 'visits', label: t('overview.visits'), value: number(visits.total), to: '/enterprises',
        note: t('overview.visited', { n: visits.today, enterprises: number(visits.enterprises) }) },
      { key: 'open', label: t('overview.open'), value: number(tickets.open), to: { path: '/tickets', query: { open: 'true' } },
        note: t('overview.ofTotal', { n: number(tickets.total) }) },
      { key: 'red', label: t('overview.red'), value: number(tickets.red), lamp: 'red', to: { path: '/tickets', query: { lamp: 'red', open: 'true' } },
        note: t('overview.redShare', { share: percent(tickets.open ? tickets.red / tickets.open : 0) }) },
      { key: 'closed', label: t('overview.closed'), value: number(tickets.closed), to: { path: '/tickets', query: { state: 'closed' } },
        note: t('overview.ofTotal', { n: number(tickets.total) }) },
      { key: 'satisfaction', label: t('overview.satisfaction'), value: rate(satisfaction.rate), to: { path: '/tickets', query: { state: 'closed' } },
        note: t('overview.ratings', { n: number(satisfaction.given), satisfied: number(satisfaction.satisfied) }) },
    ]
  })
  const categories = computed(() => [...(data.value?.by_category ?? [])].sort((a, b) => b.total - a.total))
  const rateOf = (row: { open: number; total: number }) => (row.total ? 1 - row.open / row.total : 0)
  return { figures, categories, rateOf }
}
