/** What the phone listens to: the reader's own topic and those of their teams. */
import { useQueryCache } from '@pinia/colada'
import { computed, type ComputedRef } from 'vue'
import type { Me } from '@/core/api'
import { useTopics } from '@/core/live'
import { onArrival, startOutbox, useLarder } from '@/core/offline'
import { useEnterprisesLive } from '@/features/enterprises'
import { TEMPLATE_KEY, TEMPLATE_TOPIC, TODAY_KEY } from '@/features/grid/m'
import { useInboxLive } from '@/features/notifications'
import { useFreshLists, useTicketsLive } from '@/features/tickets'

export function useFieldLive(me: ComputedRef<Me>): void {
  const cache = useQueryCache()
  useTopics(computed(() => [`user.${me.value.id}`, ...me.value.units.map((unit) => `unit.${unit.id}`), TEMPLATE_TOPIC]))
  useTicketsLive()
  useEnterprisesLive()
  useInboxLive(() => me.value.id)
  useFreshLists([TODAY_KEY, ['visits'], ['visit-reports']])
  startOutbox(String(me.value.id))
  const refetchKept = () => {
    for (const key of [TODAY_KEY, ['visits'], ['visit-reports'], ['tickets'], ['enterprise'], ['enterprises']]) void cache.invalidateQueries({ key })
  }
  onArrival(refetchKept)
  useLarder(String(me.value.id), () => void cache.invalidateQueries({ key: TEMPLATE_KEY }))
}
