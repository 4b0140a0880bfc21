/** Keyset pages as one growing list. */
import { type UseQueryOptions, useInfiniteQuery } from '@pinia/colada'
import { computed } from 'vue'
import type { Page } from './types'

type PageKey = UseQueryOptions['key']

export function usePages<T>(key: PageKey, load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>) {
  const query = useInfiniteQuery<Page<T>, Error, string | undefined>({
    key: key as never,
    initialPageParam: undefined as string | undefined,
    query: ({ pageParam, signal }) => load(pageParam, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const rows = computed<T[]>(() => query.data.value?.pages.flatMap((page) => page.results) ?? [])
  const more = computed(() => query.hasNextPage.value)
  const loading = computed(() => query.asyncStatus.value === 'loading')
  return { ...query, rows, more, loading, loadMore: () => query.loadNextPage({ cancelRefetch: false }) }
}
