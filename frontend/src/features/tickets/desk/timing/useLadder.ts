/** The ladder in force, its versions, and the one being written. */
import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, ref, shallowRef } from 'vue'
import { type ApiProblem, asProblem, refetch } from '@/core/api'
import { nameOf } from '@/core/i18n'
import { toast } from '@/core/ui'
import { t as words } from '../../words'
import { type Rung, type RungForm, stored, typed } from './amounts'
import { changeLadder, fetchLadders } from './api'
import { usePolicyWords } from './usePolicyWords'
import { find, t } from './words'

const TOP = 4

export function useLadder() {
  const cache = useQueryCache()
  const query = useQuery({ key: ['ladders'], query: ({ signal }) => fetchLadders(signal) })
  const present = computed(() => query.data.value?.find((one) => one.active))
  const form = ref<{ name: string; rungs: RungForm[] } | null>(null)
  const busy = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)

  const edit = () => {
    problem.value = null
    if (present.value) form.value = { name: present.value.name, rungs: present.value.rungs.map(typed) }
  }
  const cancel = () => (form.value = null)
  const add = () => form.value?.rungs.push({
    level: form.value.rungs.length, name: '', name_en: '', trigger: 'after_previous', amount: 7.5, duty: 2, recipients: ['unit_leads'], notice: '', hands_over: false,
  })
  const remove = () => form.value?.rungs.pop()
  const mayAdd = computed(() => (form.value?.rungs.length ?? 0) <= TOP)
  const mayRemove = computed(() => (form.value?.rungs.length ?? 0) > 2)
  async function save(): Promise<void> {
    if (!form.value) return
    busy.value = true
    problem.value = null
    try {
      await changeLadder({ name: form.value.name, rungs: form.value.rungs.map(stored) as Parameters<typeof changeLadder>[0]['rungs'] })
      toast(t('saved'), { tone: 'good' })
      cancel()
      await refetch(cache, { key: ['ladders'] })
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      busy.value = false
    }
  }
  return { ...query, present, form, busy, problem, edit, cancel, add, remove, mayAdd, mayRemove, save }
}

/** A rung in a few sentences: when it is reached, who answers, who hears. */
export function useRungWords() {
  const { span } = usePolicyWords()
  return (rung: Rung): string[] => {
    const name = nameOf(rung) || t('ladder.rung', { n: rung.level })
    const trigger = rung.trigger === 'after_due' && !rung.amount ? 'at_due' : rung.trigger
    const said = [find(`ladder.say.${trigger}`, { name, n: rung.amount, span: span(rung.amount) }) ?? '']
    if (rung.duty_seconds) said.push(t('ladder.sayDuty', { span: span(rung.duty_seconds) }))
    if (rung.recipients.length) said.push(t('ladder.sayTells', { who: rung.recipients.map((one) => t(`ladder.hearer.${one}`)).join(t('ladder.and')) }))
    if (rung.notice) said.push(t('ladder.sayNotice', { colour: words(`colour.${rung.notice as 'blue'}`) }))
    if (rung.hands_over) said.push(t('ladder.sayHands'))
    return said
  }
}
