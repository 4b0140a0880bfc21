/** A policy written: what the server refuses stays with the form, and then whether open tickets follow it too. */
import { useQueryCache } from '@pinia/colada'
import { ref, shallowRef } from 'vue'
import { type ApiProblem, asProblem, type ClockPolicy, refetch } from '@/core/api'
import { toast } from '@/core/ui'
import { countMoves, movePromises } from './api'
import { t } from './words'

export function usePolicySaving(close: () => void) {
  const cache = useQueryCache()
  const busy = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)
  const saved = shallowRef<ClockPolicy | null>(null)
  const moves = ref(0)

  async function attempt(call: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    problem.value = null
    try {
      await call()
    } catch (failure) {
      problem.value = asProblem(failure)
    } finally {
      busy.value = false
    }
  }
  async function done(): Promise<void> {
    close()
    await refetch(cache, { key: ['policies'] })
  }
  const save = (write: () => Promise<ClockPolicy>, said = t('saved')) => attempt(async () => {
    const made = await write()
    moves.value = made.active ? (await countMoves(made.id)).promises : 0
    toast(said, { tone: 'good' })
    if (moves.value) saved.value = made
    else await done()
  })
  const move = () => attempt(async () => {
    const { promises } = await movePromises(saved.value!.id)
    toast(t('moveDone', { n: promises }), { tone: 'good' })
    await done()
  })
  return { busy, problem, saved, moves, save, move, done }
}
