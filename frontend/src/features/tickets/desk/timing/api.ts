import { answer, api, type ClockPolicy, type LadderInput, type LadderVersion, type PolicyChange } from '@/core/api'

export const fetchPolicies = (signal?: AbortSignal): Promise<ClockPolicy[]> => answer(api.GET('/api/v1/clock-policies', { signal }))
export const fetchVersions = (id: number, signal?: AbortSignal): Promise<ClockPolicy[]> =>
  answer(api.GET('/api/v1/clock-policies/{id}/history', { params: { path: { id } }, signal }))
export const changePolicy = (id: number, body: PolicyChange): Promise<ClockPolicy> =>
  answer(api.PATCH('/api/v1/clock-policies/{id}', { params: { path: { id } }, body }))
export const countMoves = (id: number): Promise<{ promises: number }> => answer(api.GET('/api/v1/clock-policies/{id}/move', { params: { path: { id } } }))
export const movePromises = (id: number): Promise<{ promises: number }> => answer(api.POST('/api/v1/clock-policies/{id}/move', { params: { path: { id } } }))
export const fetchLadders = (signal?: AbortSignal): Promise<LadderVersion[]> => answer(api.GET('/api/v1/ladder/versions', { signal }))
export const changeLadder = (body: LadderInput): Promise<LadderVersion> => answer(api.POST('/api/v1/ladder/versions', { body }))
