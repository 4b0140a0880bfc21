import {
  against, answer, api, type Cause, type CauseDetail, creating, type Likeness, type Meeting, type MeetingDetail, type MeetingPage, type Page,
  type SubtaskLine, type TicketDetail, uuidv7,
} from '@/core/api'

export interface TaskOrder { unit: number | null; text: string; days: number | null }
export interface CauseForm { title: string; text: string; unit: number; days?: number; tickets: string[] }
export interface MeetingForm { title: string; begins_at: string; place: string; fills_itself: boolean; units: number[] }

export const fetchTasks = (query: { mine?: boolean; open?: boolean; cursor?: string }, signal?: AbortSignal): Promise<Page<SubtaskLine>> =>
  answer(api.GET('/api/v1/subtasks', { params: { query }, signal }))
export const actOnTask = (uuid: string, verb: string, version: number, body: Record<string, string>): Promise<TicketDetail> =>
  answer(api.POST(`/api/v1/subtasks/{uuid}/${verb}` as '/api/v1/subtasks/{uuid}/finish', { params: { path: { uuid } }, body, ...against(version) }))

export const fetchCauses = (query: { open?: boolean; cursor?: string }, signal?: AbortSignal): Promise<Page<Cause>> =>
  answer(api.GET('/api/v1/causes', { params: { query }, signal }))
export const fetchCause = (ref: string, signal?: AbortSignal): Promise<CauseDetail> =>
  answer(api.GET('/api/v1/causes/{ref}', { params: { path: { ref } }, signal }))
export function openCause(form: CauseForm): Promise<CauseDetail> {
  const body = { ...form, uuid: uuidv7() }
  return answer(api.POST('/api/v1/causes', { body, ...creating(body.uuid) }))
}
export const answerCause = (cause: Cause, outcome: 'solved' | 'planned' | 'explained' | 'unsolvable', text: string): Promise<CauseDetail> =>
  answer(api.POST('/api/v1/causes/{ref}/answer', { params: { path: { ref: cause.ref } }, body: { outcome, answer: text }, ...against(cause.version) }))
export const closeCause = (cause: Cause): Promise<CauseDetail> =>
  answer(api.POST('/api/v1/causes/{ref}/close', { params: { path: { ref: cause.ref } }, ...against(cause.version) }))
export const fetchAlike = (ref: string, signal?: AbortSignal): Promise<Likeness[]> =>
  answer(api.GET('/api/v1/tickets/{ref}/alike', { params: { path: { ref } }, signal }))

export const fetchMeetings = (cursor?: string, signal?: AbortSignal): Promise<MeetingPage> =>
  answer(api.GET('/api/v1/meetings', { params: { query: { cursor } }, signal }))
export const fetchMeeting = (uuid: string, signal?: AbortSignal): Promise<MeetingDetail> =>
  answer(api.GET('/api/v1/meetings/{uuid}', { params: { path: { uuid } }, signal }))
export function planMeeting(form: MeetingForm): Promise<MeetingDetail> {
  const body = { ...form, uuid: uuidv7() }
  return answer(api.POST('/api/v1/meetings', { body, ...creating(body.uuid) }))
}
const at = (meeting: Meeting) => ({ params: { path: { uuid: meeting.uuid } }, ...against(meeting.version) })
export const changeMeeting = (meeting: Meeting, change: Partial<MeetingForm> & { tickets?: string[] }): Promise<MeetingDetail> =>
  answer(api.PATCH('/api/v1/meetings/{uuid}', { ...at(meeting), body: change }))
export const decideItem = (meeting: Meeting, ref: string, decision: string, orders: TaskOrder[]): Promise<MeetingDetail> => {
  const tasks = orders.filter((order) => order.unit && order.text.trim()).map((order) => ({ unit: order.unit!, text: order.text, days: order.days }))
  return answer(api.POST('/api/v1/meetings/{uuid}/decide', { ...at(meeting), body: { ref, decision, tasks } }))
}
export const holdMeeting = (meeting: Meeting, minutes: string, attended: number[]): Promise<MeetingDetail> =>
  answer(api.POST('/api/v1/meetings/{uuid}/hold', { ...at(meeting), body: { minutes, attended } }))
export const cancelMeeting = (meeting: Meeting, reason: string): Promise<MeetingDetail> =>
  answer(api.POST('/api/v1/meetings/{uuid}/cancel', { ...at(meeting), body: { reason } }))
