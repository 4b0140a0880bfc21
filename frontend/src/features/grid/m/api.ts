import { answer, api, type Ground, type Page, type Today, type VisitDetail, type VisitRow, type VisitTemplate } from '@/core/api'

export const fetchToday = (signal?: AbortSignal): Promise<Today> => answer(api.GET('/api/v1/today', { signal }))
export const fetchTemplate = (signal?: AbortSignal, version?: number): Promise<VisitTemplate> =>
  answer(api.GET('/api/v1/visit-template', { params: { query: { version } }, signal }))
export const fetchVisit = (uuid: string, signal?: AbortSignal): Promise<VisitDetail> =>
  answer(api.GET('/api/v1/visits/{uuid}', { params: { path: { uuid } }, signal }))
export const fetchVisitList = (
  query: { enterprise?: string; mine?: boolean; cursor?: string; limit?: number }, signal?: AbortSignal,
): Promise<Page<VisitRow>> => answer(api.GET('/api/v1/visits', { params: { query }, signal }))
export const fetchGround = (signal?: AbortSignal): Promise<Ground> => answer(api.GET('/api/v1/ground', { signal }))
