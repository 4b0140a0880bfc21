/** Routing rules: read, turned on and off, and put in another order, which is tried before it is kept. */
import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, ref, shallowRef } from 'vue'
import { type ApiProblem, asProblem, type DryRunRow, refetch, type RoutingRule } from '@/core/api'
import { onLive } from '@/core/live'
import { toast } from '@/core/ui'
import { useConditionWords } from '../../why/conditions'
import { t } from '../words'
import { dryRun, fetchRules, saveOrder, saveRule } from './api'
import { LAST } from './useRuleEditor'

const CHANGES = new Set(['routing_rule_changed', 'routing_rules_ordered'])

/** The list with one thing moved to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_each, index) => index !== from)
  return [...rest.slice(0, to), list[from]!, ...rest.slice(to)]
}

export function useRules() {
  const cache = useQueryCache()
  const query = useQuery({ key: ['rules'], query: ({ signal }) => fetchRules(signal) })
  const saved = computed(() => [...(query.data.value ?? [])].sort((a, b) => a.order - b.order))
  const order = shallowRef<number[] | null>(null)
  const rules = computed(() => {
    const places = new Map(order.value?.map((id, place) => [id, place]))
    return order.value ? [...saved.value].sort((a, b) => (places.get(a.id) ?? places.size) - (places.get(b.id) ?? places.size)) : saved.value
  })
  const rows = shallowRef<DryRunRow[] | null>(null)
  const busy = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)
  onLive((batch) => { if (batch.some((event) => CHANGES.has(event.kind))) void refetch(cache, { key: ['rules'] }) })

  async function attempt(call: () => Promise<unknown>, word = t('rules.saved')): Promise<void> {
    busy.value = true
    problem.value = null
    try {
      await call()
      if (word) toast(word, { tone: 'good' })
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      busy.value = false
    }
  }
  const turn = (rule: RoutingRule) => attempt(async () => {
    await saveRule(rule, { active: !rule.active })
  }).finally(() => refetch(cache, { key: ['rules'] }))
  function move(from: number, to: number): void {
    if (to < 0 || to >= rules.value.length || from === to) return
    const ids = moved(rules.value.map((rule) => rule.id), from, to)
    rows.value = null
    order.value = ids.every((id, place) => saved.value[place]?.id === id) ? null : ids
  }
  const drop = () => { order.value = null; rows.value = null; problem.value = null }
  const tryOrder = () => attempt(async () => { rows.value = await dryRun({ order: order.value ?? [], last: LAST }) }, '')
  const keep = () => attempt(async () => {
    await saveOrder(order.value ?? [])
    await refetch(cache, { key: ['rules'] })
    drop()
  })
  return { ...query, rules, order, rows, busy, problem, turn, move, drop, tryOrder, keep }
}

/** A rule's conditions as words. */
export function useConditions() {
  const { say } = useConditionWords()
  const LISTS = ['categories', 'words', 'all_words', 'tiers', 'kinds', 'industries', 'subdistricts', 'priorities', 'sources'] as const
  return (rule: RoutingRule): string[] => {
    const found = LISTS.filter((name) => rule[name].length > 0).map((name) => say(name, rule[name]))
    if (rule.hours) found.push(say('hours', [rule.hours]))
    if (rule.from_on || rule.until_on) found.push(`${rule.from_on ?? '…'} – ${rule.until_on ?? '…'}`)
    return found.length ? found : [t('rules.anything')]
  }
}
