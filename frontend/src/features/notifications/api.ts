import { answer, api, type InboxPage, type Mail } from '@/core/api'

export const fetchInbox = (unread: boolean, cursor: string | undefined, signal?: AbortSignal): Promise<InboxPage> =>
  answer(api.GET('/api/v1/inbox', { params: { query: { unread: unread || undefined, cursor } }, signal }))
export const fetchUnread = async (signal?: AbortSignal): Promise<number> =>
  (await answer(api.GET('/api/v1/inbox', { params: { query: { unread: true, limit: 1 } }, signal }))).unread
export const markRead = (which: { ids: number[] } | { all: true }): Promise<unknown> => answer(api.POST('/api/v1/inbox/read', { body: which }))
export const fetchMails = (signal?: AbortSignal): Promise<Mail[]> => answer(api.GET('/api/v1/mails', { signal }))
