/** What the enterprise listens to: its own topic and its enterprise's. */
import { useQueryCache } from '@pinia/colada'
import { computed, type ComputedRef } from 'vue'
import type { Me } from '@/core/api'
import { useTopics } from '@/core/live'
import { flush, onArrival, startOutbox } from '@/core/offline'
import { useFreshLists, useTicketsLive } from '@/features/tickets'
import { learnToSend } from '@/features/tickets/e'

export function useEnterpriseLive(me: ComputedRef<Me>): void {
  const cache = useQueryCache()
  useTopics(computed(() => [`user.${me.value.id}`, ...(me.value.enterprise ? [`enterprise.${me.value.enterprise.id}`] : [])]))
  useTicketsLive()
  useFreshLists([['visits'], ['enterprise']])
  startOutbox(String(me.value.id))
  void learnToSend().then(flush)
  onArrival(() => void cache.invalidateQueries({ key: ['tickets'] }))
}
