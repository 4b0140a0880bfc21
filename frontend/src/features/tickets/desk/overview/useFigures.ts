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
    const { resumption, staff, capacity, visits, tickets } = seen
    return [
      { key: 'resumption', label: t('overview.resumption'), value: percent(resumption.rate), to: '/enterprises',
        note: t('overview.resumed', { should: number(resumption.should), resumed: number(resumption.resumed) }) },
      { key: 'staff', label: t('overview.staff'), value: percent(staff.rate), to: '/enterprises',
        note: t('overview.returned', { expected: number(staff.expected), returned: number(staff.returned) }) },
      { key: 'capacity', label: t('overview.capacity'), value: `${number(capacity.average, 1)}%`, note: t('overview.capacityNote'), to: '/enterprises' },
      { key: 'visits', label: t('overview.visits'), value: number(visits.total), note: t('overview.visitsToday', { n: visits.today }), to: '/units' },
      { key: 'open', label: t('overview.open'), value: number(tickets.open), note: `${t('overview.closed')} ${number(tickets.closed)}`, to: { path: '/tickets', query: { open: 'true' } } },
      { key: 'red', label: t('overview.red'), value: number(tickets.red), note: t('board.red'), lamp: 'red', to: { path: '/tickets', query: { lamp: 'red' } } },
    ]
  })
  const categories = computed(() => [...(data.value?.by_category ?? [])].sort((a, b) => b.open + b.closed - a.open - a.closed))
  const rateOf = (row: { open: number; closed: number }) => (row.open + row.closed ? row.closed / (row.open + row.closed) : 0)
  return { figures, categories, rateOf }
}
