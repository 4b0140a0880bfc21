/** One thing done at a time: busy meanwhile, the refusal kept for the form, and what was read before read again. */
import { useQueryCache } from '@pinia/colada'
import { ref, shallowRef } from 'vue'
import { type ApiProblem, asProblem, refetch } from '@/core/api'
import { toast } from '@/core/ui'

export function useAttempt(stale: readonly string[]) {
  const cache = useQueryCache()
  const busy = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)

  async function attempt<T>(call: () => Promise<T>, done?: string): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    problem.value = null
    try {
      const result = await call()
      if (done) toast(done, { tone: 'good' })
      return result
    } catch (error) {
      problem.value = asProblem(error)
      return undefined
    } finally {
      busy.value = false
      for (const key of stale) void refetch(cache, { key: [key] })
    }
  }
  return { busy, problem, attempt, forgive: () => (problem.value = null) }
}
