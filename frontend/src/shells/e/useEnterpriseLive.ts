/** What the enterprise listens to: its own topic and its enterprise's. */
import { useQueryCache } from '@pinia/colada'
import { computed, type ComputedRef } from 'vue'
import type { Me } from '@/core/api'
import { useTopics } from '@/core/live'
import { onArrival, startOutbox } from '@/core/offline'
import { useFreshLists, useTicketsLive } from '@/features/tickets'

export function useEnterpriseLive(me: ComputedRef<Me>): void {
  const cache = useQueryCache()
  useTopics(computed(() => [`user.${me.value.id}`, ...(me.value.enterprise ? [`enterprise.${me.value.enterprise.id}`] : [])]))
  useTicketsLive()
  useFreshLists([['visits'], ['enterprise']])
  startOutbox(String(me.value.id))
  onArrival(() => void cache.invalidateQueries({ key: ['tickets'] }))
}
