/** One rule being written: tried on the last tickets before it holds, then saved against the version it was read at. */
import { useQueryCache } from '@pinia/colada'
import { computed, ref, shallowRef } from 'vue'
import { type ApiProblem, asProblem, type DryRunRow, type Priority, refetch, type RoutingRule, type RuleInput } from '@/core/api'
import { toast } from '@/core/ui'
import { t } from '../words'
import { addRule, dryRun, saveRule } from './api'

export const LAST = 100

export interface RuleForm extends Required<Omit<RuleInput, 'lead_unit' | 'words' | 'active' | 'set_priority'>> {
  words: string; lead_unit: number | null; set_priority: Priority | ''
}

export const formOf = (rule: RoutingRule | null): RuleForm => ({
  name: rule?.name ?? '', categories: rule?.categories ?? [], words: rule?.words.join(' ') ?? '', kinds: rule?.kinds ?? [],
  subdistricts: rule?.subdistricts ?? [], priorities: (rule?.priorities ?? []) as Priority[], sources: rule?.sources ?? [], start_at: rule?.start_at ?? 'team',
  lead_unit: rule?.lead_unit.id ?? null, strategy: rule?.strategy ?? 'responsible', set_priority: (rule?.set_priority ?? '') as Priority | '',
})

export const inputOf = (form: RuleForm): RuleInput => ({
  ...form, name: form.name.trim(), words: form.words.split(/[\s,，、;；/]+/).filter(Boolean), lead_unit: form.lead_unit ?? 0,
  // An empty text is how the server is told to leave the priority alone.
  set_priority: form.set_priority as Priority,
})

export function useRuleEditor(rule: RoutingRule | null, done: () => void) {
  const cache = useQueryCache()
  const form = ref(formOf(rule))
  const rows = shallowRef<DryRunRow[] | null>(null)
  const busy = ref<'' | 'try' | 'save'>('')
  const problem = shallowRef<ApiProblem | null>(null)
  const ready = computed(() => form.value.name.trim() !== '' && form.value.lead_unit !== null)

  async function attempt(what: 'try' | 'save', call: () => Promise<void>): Promise<void> {
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
  const tryOut = () => attempt('try', async () => { rows.value = await dryRun(inputOf(form.value), rule?.id, LAST) })
  const save = () => attempt('save', async () => {
    await (rule ? saveRule(rule, inputOf(form.value)) : addRule(inputOf(form.value)))
    await refetch(cache, { key: ['rules'] })
    toast(t('rules.saved'), { tone: 'good' })
    done()
  })
  return { form, rows, busy, problem, ready, tryOut, save }
}
