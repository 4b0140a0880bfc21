/** Who is away in one's units, and saying so: for oneself, or for members of a unit one leads. */
import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, ref, shallowRef } from 'vue'
import { type Absence, type AbsenceInput, type ApiProblem, answer, api, asProblem, creating, refetch, uuidv7 } from '@/core/api'
import { onLive } from '@/core/live'
import { momentOf, now } from '@/core/time'
import { toast } from '@/core/ui'
import { useMe } from '@/features/accounts'
import { useUnit } from '../units'
import { t } from './words'

const CHANGES = new Set(['absence_reported', 'absence_ended'])

export interface AbsenceForm { user: number | null; deputy: number | null; reason: Absence['reason']; from: string; until: string; note: string }

export const bodyOf = (form: AbsenceForm, uuid: string): AbsenceInput => ({
  uuid, ...(form.user ? { user: form.user } : {}), deputy: form.deputy, reason: form.reason, note: form.note.trim(),
  starts_at: momentOf(form.from), ends_at: form.until ? momentOf(form.until) : null,
})
export const stageOf = (absence: Absence, at: number): 'now' | 'coming' | 'over' => {
  if (Date.parse(absence.starts_at) > at) return 'coming'
  return absence.ends_at && Date.parse(absence.ends_at) <= at ? 'over' : 'now'
}

export function useAbsences() {
  const cache = useQueryCache()
  const me = useMe()
  const query = useQuery({ key: ['absences'], query: ({ signal }) => answer(api.GET('/api/v1/absences', { signal })) as Promise<Absence[]> })
  const unit = computed(() => me.value.units[0])
  const { data: detail } = useUnit(() => unit.value?.id ?? null)
  const leads = computed(() => Boolean(unit.value?.is_lead))
  const busy = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)
  onLive((batch) => { if (batch.some((event) => CHANGES.has(event.kind))) void refetch(cache, { key: ['absences'] }) })

  const people = computed(() => (detail.value?.people ?? []).map((person) => ({ value: person.id, label: person.id === me.value.id ? t('myself') : person.name })))
  const mine = (absence: Absence) => absence.user.id === me.value.id
  const mayEnd = (absence: Absence) =>
    stageOf(absence, now.value) !== 'over' && (mine(absence) || ['coordinator', 'admin'].includes(me.value.role) || (leads.value && people.value.some((one) => one.value === absence.user.id)))

  async function attempt(call: () => Promise<unknown>, word: string): Promise<boolean> {
    busy.value = true
    problem.value = null
    try {
      await call()
      toast(word, { tone: 'good' })
      return true
    } catch (error) {
      problem.value = asProblem(error)
      return false
    } finally {
      busy.value = false
      await refetch(cache, { key: ['absences'] })
    }
  }
  const report = (form: AbsenceForm) => attempt(() => {
    const body = bodyOf(form, uuidv7())
    return answer(api.POST('/api/v1/absences', { body, ...creating(body.uuid) }))
  }, t('sent'))
  const end = (absence: Absence) => attempt(() => answer(api.POST('/api/v1/absences/{uuid}/end', { params: { path: { uuid: absence.uuid } } })), t('ended'))
  return { ...query, me, leads, people, busy, problem, report, end, mayEnd }
}
