/** One rule being written: tried on the last tickets before it holds, then saved against the version it was read at. */
import { useQueryCache } from '@pinia/colada'
import { computed, ref, shallowRef, watch } from 'vue'
import { type ApiProblem, asProblem, type DryRunRow, refetch, type RoutingRule, type RuleInput } from '@/core/api'
import { toast } from '@/core/ui'
import { t } from '../words'
import { addRule, dryRun, saveRule } from './api'

export const LAST = 100

type Texts = 'words' | 'all_words' | 'industries'
export interface RuleForm extends Required<Omit<RuleInput, Texts | 'lead_unit' | 'active' | 'set_priority' | 'hours' | 'from_on' | 'until_on'>> {
  words: string; all_words: string; industries: string
  lead_unit: number | null; set_priority: RuleInput['set_priority'] | ''; hours: RuleInput['hours'] | ''; from_on: string; until_on: string
}

export const formOf = (rule: RoutingRule | null): RuleForm => ({
  name: rule?.name ?? '', categories: rule?.categories ?? [], words: rule?.words.join(' ') ?? '', all_words: rule?.all_words.join(' ') ?? '',
  tiers: rule?.tiers ?? [], kinds: (rule?.kinds ?? []) as RuleForm['kinds'], industries: rule?.industries.join(' ') ?? '',
  subdistricts: rule?.subdistricts ?? [], priorities: rule?.priorities ?? [], sources: (rule?.sources ?? []) as RuleForm['sources'],
  hours: rule?.hours ?? '', from_on: rule?.from_on ?? '', until_on: rule?.until_on ?? '', start_at: rule?.start_at ?? 'team',
  lead_unit: rule?.lead_unit.id ?? null, co_units: rule?.co_units.map((unit) => unit.id) ?? [], strategy: rule?.strategy ?? 'responsible',
  person: rule?.person?.id ?? null, set_priority: rule?.set_priority ?? '', policy: rule?.policy?.id ?? null,
})

const split = (text: string): string[] => text.split(/[\s,，、;；/]+/).filter(Boolean)

export const inputOf = (form: RuleForm): RuleInput => ({
  ...form, name: form.name.trim(), words: split(form.words), all_words: split(form.all_words), industries: split(form.industries.toUpperCase()), lead_unit: form.lead_unit ?? 0,
  person: form.strategy === 'named' ? form.person : null, from_on: form.from_on || null, until_on: form.until_on || null,
  // An empty text is how the server is told to leave the priority alone, or to take any hour.
  set_priority: form.set_priority as RuleInput['set_priority'], hours: form.hours as RuleInput['hours'],
})

export function useRuleEditor(rule: RoutingRule | null, done: () => void) {
  const cache = useQueryCache()
  const form = ref(formOf(rule))
  const rows = shallowRef<DryRunRow[] | null>(null)
  const busy = ref<'' | 'try' | 'save'>('')
  const problem = shallowRef<ApiProblem | null>(null)
  const ready = computed(() => form.value.name.trim() !== '' && form.value.lead_unit !== null && (form.value.strategy !== 'named' || form.value.person !== null))
  /** What was tried is not what stands there any more. */
  watch(form, () => (rows.value = null), { deep: true })

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
  const tryOut = () => attempt('try', async () => { rows.value = await dryRun({ rule: inputOf(form.value), replaces: rule?.id, last: LAST }) })
  const save = () => attempt('save', async () => {
    await (rule ? saveRule(rule, inputOf(form.value)) : addRule(inputOf(form.value)))
    await refetch(cache, { key: ['rules'] })
    toast(t('rules.saved'), { tone: 'good' })
    done()
  })
  return { form, rows, busy, problem, ready, tryOut, save }
}
