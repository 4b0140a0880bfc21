import {
  against, answer, api, asForm, type Board, type Comment, creating, type Overview, type Page, type Received, type TicketCard, type TicketDetail,
  type TicketInput, type TicketQuery, type TimelineEntry, uuidv7, type VerbBody, verbPath,
} from '@/core/api'

export interface BoardFilter { unit?: number; category?: string }

export const fetchBoard = (query: BoardFilter, signal?: AbortSignal): Promise<Board> =>
  answer(api.GET('/api/v1/board', { params: { query }, signal }))
export const fetchTickets = (query: TicketQuery, signal?: AbortSignal): Promise<Page<TicketCard>> =>
  answer(api.GET('/api/v1/tickets', { params: { query }, signal }))
export const fetchTicket = (ref: string, signal?: AbortSignal): Promise<TicketDetail> =>
  answer(api.GET('/api/v1/tickets/{ref}', { params: { path: { ref } }, signal }))
export const fetchTimeline = (ref: string, signal?: AbortSignal): Promise<TimelineEntry[]> =>
  answer(api.GET('/api/v1/tickets/{ref}/timeline', { params: { path: { ref } }, signal })) as Promise<TimelineEntry[]>
export const fetchOverview = (signal?: AbortSignal): Promise<Overview> => answer(api.GET('/api/v1/overview', { signal }))

export const createTicket = (body: TicketInput): Promise<TicketDetail> =>
  answer(api.POST('/api/v1/tickets', { body, ...creating(body.uuid) }))
export const doVerb = (ref: string, verb: string, version: number, body: VerbBody): Promise<TicketDetail> =>
  answer(api.POST(verbPath(verb), { params: { path: { ref } }, body: body as never, ...against(version) }))

export function addComment(ref: string, uuid: string, kind: Comment['kind'], text: string): Promise<TicketDetail> {
  return answer(api.POST('/api/v1/tickets/{ref}/comments', { params: { path: { ref } }, body: { uuid, kind, text }, ...creating(uuid) }))
}
export function addAttachment(ref: string, file: File | Blob, comment?: string): Promise<Received> {
  const uuid = uuidv7()
  const call = { params: { path: { ref } }, body: { uuid, file, comment }, ...asForm, ...creating(uuid) }
  return answer(api.POST('/api/v1/tickets/{ref}/attachments', call))
}
