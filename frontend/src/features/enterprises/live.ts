/** An enterprise on screen is fetched anew when something of it was reported. */
import { useQueryCache } from '@pinia/colada'
import { refetch } from '@/core/api'
import { onLive } from '@/core/live'

const TELLS = new Set(['production_reported', 'visit_logged', 'visit_amended'])

export function useEnterprisesLive(): void {
  const cache = useQueryCache()
  onLive((batch) => {
    const ids = batch.filter((event) => TELLS.has(event.kind)).map((event) => event.topics.find((topic) => topic.startsWith('enterprise.'))?.slice(11))
    for (const id of new Set(ids)) {
      if (!id) continue
      void refetch(cache, { key: ['enterprise', id] })
      void refetch(cache, { key: ['visits', id] })
    }
  })
}
