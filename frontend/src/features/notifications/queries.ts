/** The inbox: its count is always at hand, its pages when somebody looks. */
import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, type MaybeRefOrGetter, onScopeDispose, toValue } from 'vue'
import { type InboxItem, refetch, usePages } from '@/core/api'
import { onLive } from '@/core/live'
import { fetchInbox, fetchMails, fetchUnread, markRead } from './api'

const SETTLES = 1_500

export function useUnread() {
  const query = useQuery({ key: ['unread'], query: ({ signal }) => fetchUnread(signal) })
  return computed(() => query.data.value ?? 0)
}

export const useInbox = (unread: MaybeRefOrGetter<boolean>) =>
  usePages<InboxItem>(() => ['inbox', toValue(unread)], (cursor, signal) => fetchInbox(toValue(unread), cursor, signal))

export function useMarkRead() {
  const cache = useQueryCache()
  return async (which: { ids: number[] } | { all: true }): Promise<void> => {
    await markRead(which)
    await Promise.all([refetch(cache, { key: ['unread'] }), refetch(cache, { key: ['inbox'] })])
  }
}

export const useMails = () => useQuery({ key: ['mails'], query: ({ signal }) => fetchMails(signal) })

/** Whatever reaches this reader's own topic may be in the inbox: look once things have settled. */
export function useInboxLive(user: MaybeRefOrGetter<number>): void {
  const cache = useQueryCache()
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))
  onLive((batch) => {
    if (timer || !batch.some((event) => event.topics.includes(`user.${toValue(user)}`))) return
    timer = setTimeout(() => {
      timer = undefined
      void refetch(cache, { key: ['unread'] })
      void refetch(cache, { key: ['inbox'] })
    }, SETTLES)
  })
}
