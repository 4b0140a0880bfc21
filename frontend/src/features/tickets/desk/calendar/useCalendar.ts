/** One calendar, what is to be changed in it, what that would do, and how far it has come. */
import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { against, answer, api, type ApiProblem, asProblem, type CalendarChange, type CalendarPreview, refetch } from '@/core/api'
import { toast } from '@/core/ui'
import { t } from './words'

type Days = NonNullable<CalendarChange['days']>
export type DayChange = Days[number]
export interface Notice { year: number; days: unknown[] }

export const useCalendars = () => useQuery({ key: ['calendar', 'all'], query: ({ signal }) => answer(api.GET('/api/v1/calendars', { signal })) })

export function useCalendar() {
  const cache = useQueryCache()
  const code = ref('zone')
  const year = ref(new Date().getFullYear())
  const query = useQuery({
    key: () => ['calendar', code.value, String(year.value)],
    query: ({ signal }) => answer(api.GET('/api/v1/calendars/{code}', { params: { path: { code: code.value }, query: { year: year.value } }, signal })),
    staleTime: 0,
    placeholderData: (previous) => previous,
  })
  const calendar = computed(() => query.data.value)
  const change = reactive<CalendarChange>({})
  const preview = shallowRef<CalendarPreview | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)
  const busy = ref<'' | 'preview' | 'apply'>('')
  const any = computed(() => Object.keys(change).length > 0)
  watch(change, () => (preview.value = null), { deep: true })
  watch(code, discard)

  function setDay(day: DayChange): void {
    change.days = [...(change.days ?? []).filter((one) => one.date !== day.date), day]
  }
  function discard(): void {
    for (const key of Object.keys(change) as (keyof CalendarChange)[]) delete change[key]
    problem.value = null
  }
  async function attempt(what: 'preview' | 'apply', call: () => Promise<void>): Promise<void> {
    busy.value = what
    problem.value = null
    try {
      await call()
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      busy.value = ''
    }
  }
  const target = () => ({ params: { path: { code: code.value } }, body: { ...change }, ...against(calendar.value?.version ?? 0) })
  const tryOut = () => attempt('preview', async () => {
    preview.value = await answer(api.POST('/api/v1/calendars/{code}/preview', target()))
  })
  const apply = () => attempt('apply', async () => {
    await answer(api.PATCH('/api/v1/calendars/{code}', target()))
    discard()
    toast(t('applied'), { tone: 'good' })
    await refetch(cache, { key: ['calendar'] })
  })
  return { ...query, code, year, calendar, change, preview, problem, busy, any, setDay, discard, tryOut, apply }
}
