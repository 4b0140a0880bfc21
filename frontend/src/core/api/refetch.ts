/** Asks for cached answers again. What becomes of each is told by its own query; a newer request may cancel this one. */
import type { useQueryCache } from '@pinia/colada'

type Cache = ReturnType<typeof useQueryCache>

export async function refetch(cache: Cache, filters: Parameters<Cache['invalidateQueries']>[0], all?: boolean | 'all'): Promise<void> {
  await cache.invalidateQueries(filters, all).catch(() => undefined)
}
