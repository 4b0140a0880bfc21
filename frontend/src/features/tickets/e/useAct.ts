/** What the enterprise may do with its issue, each in a small sheet made from the verb's needs. */
import { computed, type MaybeRefOrGetter, reactive, ref, toValue } from 'vue'
import type { Ability, TicketDetail, VerbBody } from '@/core/api'
import { toast } from '@/core/ui'
import { useVerb } from '../useVerb'
import { t } from './words'

export const VERBS = ['supplement', 'confirm', 'reject', 'urge', 'rate', 'reopen', 'escalate', 'withdraw'] as const
export type EnterpriseVerb = (typeof VERBS)[number]
export const GOOD_TAGS = ['fast', 'polite', 'professional', 'solved']
export const BAD_TAGS = ['slow', 'unclear', 'unsolved', 'passed_around']

/** Each level has its own reasons; the middle has both. */
export const tagsFor = (score: number | null): string[] =>
  score === null ? [] : score >= 4 ? GOOD_TAGS : score === 3 ? [...GOOD_TAGS, ...BAD_TAGS] : BAD_TAGS

export interface Said { score: number | null; tags: string[]; text: string }

/** The body the verb asks for, and nothing else. */
export function bodyFor(ability: Pick<Ability, 'needs'>, said: Said): VerbBody {
  const text = said.text.trim()
  const wants = (name: string) => ability.needs.includes(name) || ability.needs.includes(`optional_${name}`)
  return {
    ...(wants('score') && { score: said.score }),
    ...(wants('tags') && said.tags.length > 0 && { tags: said.tags.filter((tag) => tagsFor(said.score).includes(tag)) }),
    ...(wants('reason') && text && { reason: text }),
    ...(wants('text') && text && { text }),
  }
}

/** Whether something the verb cannot do without is missing. */
export const lacks = (ability: Pick<Ability, 'needs'>, said: Said): 'score' | 'text' | null => {
  if (ability.needs.includes('score') && said.score === null) return 'score'
  const wordy = ability.needs.includes('reason') || ability.needs.includes('text')
  return wordy && !said.text.trim() ? 'text' : null
}

export function useAct(ticket: MaybeRefOrGetter<TicketDetail | undefined>) {
  const { busy, problem, overtaken, run, comment, forgive } = useVerb(ticket)
  const chosen = ref<EnterpriseVerb | null>(null)
  const said = reactive<Said>({ score: null, tags: [], text: '' })
  const tried = ref(false)
  const able = computed(() => VERBS.flatMap((verb) => toValue(ticket)?.abilities.find((ability) => ability.verb === verb) ?? []))
  const ability = computed(() => able.value.find((held) => held.verb === chosen.value) ?? null)
  const missing = computed(() => (tried.value && ability.value ? lacks(ability.value, said) : null))

  function choose(verb: EnterpriseVerb): void {
    forgive()
    tried.value = false
    Object.assign(said, { score: null, tags: [], text: '' })
    chosen.value = verb
  }
  async function send(): Promise<void> {
    tried.value = true
    const verb = chosen.value
    if (!ability.value || !verb || lacks(ability.value, said)) return
    if (await run(verb, bodyFor(ability.value, said))) {
      toast(t(`form.done.${verb}`), { tone: 'good' })
      chosen.value = null
    } else if (overtaken.value) chosen.value = null
  }
  return { able, ability, chosen, said, missing, busy, problem, overtaken, choose, send, comment }
}
