import {
  answer, api, asForm, creating, type Page, type Received, type Today, type VisitDetail, type VisitInput, type VisitRow, type VisitTemplate,
} from '@/core/api'

export const fetchToday = (signal?: AbortSignal): Promise<Today> => answer(api.GET('/api/v1/today', { signal }))
export const fetchTemplate = (signal?: AbortSignal): Promise<VisitTemplate> => answer(api.GET('/api/v1/visit-template', { signal }))
export const fetchVisit = (uuid: string, signal?: AbortSignal): Promise<VisitDetail> =>
  answer(api.GET('/api/v1/visits/{uuid}', { params: { path: { uuid } }, signal }))
export const fetchVisitList = (
  query: { enterprise?: string; mine?: boolean; cursor?: string; limit?: number }, signal?: AbortSignal,
): Promise<Page<VisitRow>> => answer(api.GET('/api/v1/visits', { params: { query }, signal }))

export const createVisit = (body: VisitInput): Promise<VisitDetail> =>
  answer(api.POST('/api/v1/visits', { body, ...creating(body.uuid) }))

export function createVisitPhoto(visit: string, uuid: string, file: File, caption: string): Promise<Received> {
  const call = { params: { path: { uuid: visit } }, body: { uuid, file, caption }, ...asForm, ...creating(uuid) }
  return answer(api.POST('/api/v1/visits/{uuid}/photos', call))
}
