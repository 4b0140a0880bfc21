/** The report of a day or a week. What is asked for stands in the address; what was shown stays until the next is there. */
import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { VisitReportQuery } from '@/core/api'
import { now, stamp } from '@/core/time'
import { fetchVisitReport } from './api'
import { DAYS, firstOf, isDay, type Period, shift } from './period'

export const REPORT_KEY = ['visit-reports']

export function useReport() {
  const route = useRoute()
  const router = useRouter()
  const today = computed(() => stamp(now.value).slice(0, 10))
  const set = (change: Record<string, string | undefined>) => void router.replace({ query: { ...route.query, ...change } })

  const period = computed<Period>({
    get: () => (route.query.period === 'week' ? 'week' : 'day'),
    set: (value) => set({ period: value === 'week' ? value : undefined }),
  })
  const on = computed<string>({
    get: () => (isDay(route.query.on) ? route.query.on : today.value),
    set: (value) => { if (isDay(value)) set({ on: value === today.value ? undefined : value }) },
  })
  const unit = computed<number | null>({
    get: () => Number(route.query.unit) || null,
    set: (value) => set({ unit: value ? String(value) : undefined }),
  })
  const isCurrent = computed(() => firstOf(period.value, on.value) === firstOf(period.value, today.value))
  const step = (steps: number) => { on.value = shift(on.value, steps * DAYS[period.value]) }
  const toToday = () => { on.value = today.value }

  const query = computed<VisitReportQuery>(() => ({
    period: period.value, on: on.value, ...(unit.value && { unit: unit.value }),
  }))
  const { data: report, error, refetch, isPlaceholderData } = useQuery({
    key: () => [...REPORT_KEY, { ...query.value }],
    query: ({ signal }) => fetchVisitReport(query.value, signal),
    placeholderData: (before) => before,
    staleTime: 0,
  })
  return { period, on, unit, isCurrent, step, toToday, query, report, error, refetch, isOld: isPlaceholderData }
}
