/** Doing something to a ticket, and what to say when the server will not have it. */
import { useQueryCache } from '@pinia/colada'
import { computed, type MaybeRefOrGetter, ref, shallowRef, toValue } from 'vue'
import { type ApiProblem, type Comment, asProblem, refetch, type TicketDetail, type VerbBody } from '@/core/api'
import { addComment, doVerb } from './api'
import { ticketKey, timelineKey } from './queries'
import { noteVersion } from './versions'

const STALE = 412
const CONFLICT = 409

export function useVerb(ticket: MaybeRefOrGetter<TicketDetail | undefined>) {
  const cache = useQueryCache()
  const busy = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)

  function keep(next: TicketDetail): void {
    noteVersion(next.ref, next.version)
    cache.setQueryData([...ticketKey(next.ref)], next)
    void refetch(cache, { key: [...timelineKey(next.ref)] })
  }

  async function attempt(call: (current: TicketDetail) => Promise<TicketDetail>): Promise<boolean> {
    const current = toValue(ticket)
    if (!current || busy.value) return false
    busy.value = true
    problem.value = null
    try {
      keep(await call(current))
      return true
    } catch (error) {
      problem.value = asProblem(error)
      if ([STALE, CONFLICT].includes(problem.value.status)) void refetch(cache, { key: [...ticketKey(current.ref)] })
      return false
    } finally {
      busy.value = false
    }
  }

  /** A refusal that a fresh look settles, as opposed to a field to correct. */
  const overtaken = computed(() => (problem.value && [STALE, CONFLICT].includes(problem.value.status) ? problem.value : null))
  return {
    busy, problem, overtaken,
    stale: computed(() => problem.value?.status === STALE),
    run: (verb: string, body: VerbBody) => attempt((current) => doVerb(current.ref, verb, current.version, body)),
    comment: (uuid: string, kind: Comment['kind'], text: string) => attempt((current) => addComment(current.ref, uuid, kind, text)),
    forgive: () => (problem.value = null),
  }
}
