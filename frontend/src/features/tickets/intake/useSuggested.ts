/** Categories a text sounds like: what the server has learnt; while it says nothing, or is away, a table of words. */
import { computed, type MaybeRefOrGetter, onScopeDispose, shallowRef, toValue, watch } from 'vue'
import { answer, api, type CategoryRef, type Suggested } from '@/core/api'
import { useMeta } from '@/features/grid'
import { suggest } from './suggest'

const PAUSE = 350
const SHORTEST = 6
const LONGEST = 1000

export const fetchSuggested = (text: string, signal?: AbortSignal): Promise<Suggested> =>
  answer(api.GET('/api/v1/categories/suggest', { params: { query: { text: text.slice(0, LONGEST) } }, signal }))

export function useSuggested(text: MaybeRefOrGetter<string>) {
  const { categories } = useMeta()
  const learnt = shallowRef<Suggested | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked: AbortController | undefined

  async function ask(words: string): Promise<void> {
    asked?.abort()
    asked = new AbortController()
    learnt.value = await fetchSuggested(words, asked.signal).catch(() => null)
  }
  const stop = () => { clearTimeout(timer); asked?.abort() }
  onScopeDispose(stop)
  watch(() => toValue(text).trim(), (words) => {
    stop()
    learnt.value = null
    if (words.length >= SHORTEST) timer = setTimeout(() => void ask(words), PAUSE)
  }, { immediate: true })

  const confidence = computed(() => new Map((learnt.value?.suggestions ?? []).map((one) => [one.code, one.confidence])))
  const likely = computed<CategoryRef[]>(() => (learnt.value?.suggestions.length ? learnt.value.suggestions : suggest(toValue(text), categories.value)))
  return { likely, confidence, model: computed(() => (learnt.value?.suggestions.length ? learnt.value.model : null)) }
}
