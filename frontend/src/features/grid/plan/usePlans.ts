/** Two weeks of planned visits: one's own, or those of a unit's people. */
import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, type MaybeRefOrGetter, ref, shallowRef, toValue } from 'vue'
import { against, type ApiProblem, answer, api, asProblem, creating, type Plan, type PlannedVisit, type PlannedWeek, refetch, uuidv7 } from '@/core/api'
import { onLive } from '@/core/live'
import { shortDate } from '@/core/time'
import { toast } from '@/core/ui'
import { noonOf } from '../m/days'
import { t } from './words'

const CHANGES = new Set(['visit_planned', 'planned_visit_moved', 'planned_visit_dropped', 'week_planned', 'visit_logged'])
const PLANS_KEY = ['plans']
export const onDay = (day: string): string => shortDate(noonOf(day))

export function usePlans(asked: MaybeRefOrGetter<{ first?: string; unit?: number }> = {}) {
  const cache = useQueryCache()
  const query = useQuery({
    key: () => [...PLANS_KEY, toValue(asked)],
    query: ({ signal }) => answer(api.GET('/api/v1/plans', { params: { query: toValue(asked) }, signal })) as Promise<Plan>,
  })
  onLive((batch) => { if (batch.some((event) => CHANGES.has(event.kind))) void refetch(cache, { key: PLANS_KEY }) })
  const visitsOn = (day: string, cadre?: number): PlannedVisit[] => (query.data.value?.visits ?? []).filter((visit) => visit.on === day && (!cadre || visit.cadre.id === cadre))
  const workdays = computed(() => (query.data.value?.days ?? []).filter((day) => day.works))
  return { ...query, visitsOn, workdays, ...usePlanning() }
}

/** What may be done to a plan; each tells how it went. */
export function usePlanning() {
  const cache = useQueryCache()
  const busy = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)

  async function attempt<T>(call: () => Promise<T>, told: (made: T) => string): Promise<T | null> {
    busy.value = true
    problem.value = null
    try {
      const made = await call()
      toast(told(made), { tone: 'good' })
      return made
    } catch (error) {
      problem.value = asProblem(error)
      return null
    } finally {
      busy.value = false
      await Promise.all([PLANS_KEY, ['today']].map((key) => refetch(cache, { key })))
    }
  }
  const planWeek = (monday: string, told: (week: PlannedWeek) => string, cadre?: number) =>
    attempt(() => answer(api.POST('/api/v1/plans/week', { body: { monday, ...(cadre && { cadre }) } })) as Promise<PlannedWeek>, told)
  const move = (visit: PlannedVisit, on: string) =>
    attempt(() => answer(api.POST('/api/v1/plans/{uuid}/move', { params: { path: { uuid: visit.uuid } }, body: { on }, ...against(visit.version) })), () => t('moved', { date: onDay(on) }))
  const drop = (visit: PlannedVisit, reason: string) =>
    attempt(() => answer(api.POST('/api/v1/plans/{uuid}/drop', { params: { path: { uuid: visit.uuid } }, body: { reason }, ...against(visit.version) })), () => t('dropped'))
  function add(enterprise: string, on: string, purpose: string, cadre?: number) {
    const uuid = uuidv7()
    return attempt(
      () => answer(api.POST('/api/v1/plans', { body: { uuid, enterprise, on, purpose, ...(cadre && { cadre }) }, ...creating(uuid) })),
      ({ visit, merged }) => t(merged ? 'merged' : 'added', { date: onDay(visit.on) }),
    )
  }
  return { busy, problem, planWeek, move, drop, add }
}

export function useFeed() {
  const query = useQuery({ key: ['calendar-feed'], query: ({ signal }) => answer(api.GET('/api/v1/calendar-feed', { signal })) })
  const address = ref('')
  async function make(): Promise<void> {
    address.value = (await answer(api.POST('/api/v1/calendar-feed'))).address
    await query.refetch()
  }
  async function revoke(): Promise<void> {
    await answer(api.DELETE('/api/v1/calendar-feed'))
    address.value = ''
    toast(t('revoked'), { tone: 'good' })
    await query.refetch()
  }
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(address.value)
    toast(t('copied'), { tone: 'good' })
  }
  return { since: computed(() => query.data.value?.made_at ?? null), address, make, revoke, copy }
}
