import { answer, api, type Meta, type Page, type UnitDetail, type UnitRow, type VisitRow } from '@/core/api'

export const fetchMeta = (signal?: AbortSignal): Promise<Meta> => answer(api.GET('/api/v1/meta', { signal }))
export const fetchUnits = (kind: string | undefined, signal?: AbortSignal): Promise<UnitRow[]> =>
  answer(api.GET('/api/v1/units', { params: { query: { kind } }, signal }))
export const fetchUnit = (id: number, signal?: AbortSignal): Promise<UnitDetail> =>
  answer(api.GET('/api/v1/units/{id}', { params: { path: { id } }, signal }))
export const setCapacity = (unit: number, user: number, hours: number | null): Promise<unknown> =>
  answer(api.PUT('/api/v1/units/{id}/members/{user}/capacity', { params: { path: { id: unit, user } }, body: { hours } }))
export const fetchVisits = (enterprise: string, cursor: string | undefined, signal?: AbortSignal): Promise<Page<VisitRow>> =>
  answer(api.GET('/api/v1/visits', { params: { query: { enterprise, cursor } }, signal }))
