/** Routing rules: read, turned on and off, moved up and down. */
import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, ref, shallowRef } from 'vue'
import { type ApiProblem, asProblem, refetch, type RoutingRule } from '@/core/api'
import { nameOf } from '@/core/i18n'
import { toast } from '@/core/ui'
import { useMeta } from '@/features/grid'
import { find } from '../../words'
import { t } from '../words'
import { fetchRules, saveRule } from './api'

export function useRules() {
  const cache = useQueryCache()
  const query = useQuery({ key: ['rules'], query: ({ signal }) => fetchRules(signal) })
  const rules = computed(() => [...(query.data.value ?? [])].sort((a, b) => a.order - b.order))
  const busy = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)

  async function attempt(call: () => Promise<unknown>): Promise<void> {
    busy.value = true
    problem.value = null
    try {
      await call()
      toast(t('rules.saved'), { tone: 'good' })
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      busy.value = false
      await refetch(cache, { key: ['rules'] })
    }
  }
  const turn = (rule: RoutingRule) => attempt(() => saveRule(rule, { active: !rule.active }))
  const move = (rule: RoutingRule, by: -1 | 1) => {
    const here = rules.value.findIndex((each) => each.id === rule.id)
    const other = rules.value[here + by]
    return other ? attempt(() => saveRule(rule, { order: other.order })) : Promise.resolve()
  }
  return { ...query, rules, busy, problem, turn, move }
}

/** A rule's conditions as words. */
export function useConditions() {
  const { categoryChoices, subdistricts } = useMeta()
  const category = (code: string) => categoryChoices.value.find((choice) => choice.value === code)?.label.replace(/^· /, '') ?? code
  const place = (code: string) => {
    const found = subdistricts.value.find((each) => each.code === code)
    return found ? nameOf(found) : code
  }
  return (rule: RoutingRule): string[] => {
    const list = [
      rule.categories.map(category), rule.words.length ? [t('rules.words', { words: rule.words.join(' / ') })] : [], rule.subdistricts.map(place),
      rule.kinds.map((kind) => find(`kind.${kind}`) ?? kind), rule.priorities.map((each) => find(`priority.${each}`) ?? each),
      rule.sources.map((each) => find(`source.${each}`) ?? each),
    ]
    const words = list.filter((part) => part.length > 0).map((part) => part.join(' / '))
    return words.length ? words : [t('rules.anything')]
  }
}
