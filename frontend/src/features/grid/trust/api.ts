import { answer, api, type Page, type VisitDetail, type VisitLook, type VisitRow } from '@/core/api'

export const fetchLooks = (done: boolean, cursor: string | undefined, signal?: AbortSignal): Promise<Page<VisitLook>> =>
  answer(api.GET('/api/v1/visit-looks', { params: { query: { done, cursor } }, signal }))
export const explainVisit = (uuid: string, text: string): Promise<VisitDetail> =>
  answer(api.POST('/api/v1/visits/{uuid}/explain', { params: { path: { uuid } }, body: { text } }))
export const lookAtVisit = (uuid: string, note: string): Promise<VisitDetail> =>
  answer(api.POST('/api/v1/visits/{uuid}/look', { params: { path: { uuid } }, body: { note } }))
export const answerVisit = (uuid: string, confirmed: boolean, text = ''): Promise<VisitRow> =>
  answer(api.POST('/api/v1/visits/{uuid}/answer', { params: { path: { uuid } }, body: { confirmed, text } }))
