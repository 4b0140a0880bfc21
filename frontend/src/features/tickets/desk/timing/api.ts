import { answer, api, type ClockPolicy, creating, type LadderInput, type LadderVersion, type PolicyChange, type PolicyInput, type PolicyTaken, type PolicyTimes } from '@/core/api'

export const fetchPolicies = (signal?: AbortSignal): Promise<ClockPolicy[]> => answer(api.GET('/api/v1/clock-policies', { signal }))
export const fetchVersions = (id: number, signal?: AbortSignal): Promise<ClockPolicy[]> =>
  answer(api.GET('/api/v1/clock-policies/{id}/history', { params: { path: { id } }, signal }))
export const changePolicy = (id: number, body: PolicyChange): Promise<ClockPolicy> =>
  answer(api.PATCH('/api/v1/clock-policies/{id}', { params: { path: { id } }, body }))
export const addPolicy = (body: PolicyTimes): Promise<ClockPolicy> => answer(api.POST('/api/v1/clock-policies', { body, ...creating(body.uuid) }))
/** Which open tickets a policy for a combination would take. */
export const fetchTaken = (body: PolicyInput, signal?: AbortSignal): Promise<PolicyTaken> => answer(api.POST('/api/v1/clock-policies/preview', { body, signal }))
export const endPolicy = (id: number, version: number): Promise<ClockPolicy> =>
  answer(api.POST('/api/v1/clock-policies/{id}/retire', { params: { path: { id } }, body: { version } }))
export const countMoves = (id: number): Promise<{ promises: number }> => answer(api.GET('/api/v1/clock-policies/{id}/move', { params: { path: { id } } }))
export const movePromises = (id: number): Promise<{ promises: number }> => answer(api.POST('/api/v1/clock-policies/{id}/move', { params: { path: { id } } }))
export const fetchLadders = (signal?: AbortSignal): Promise<LadderVersion[]> => answer(api.GET('/api/v1/ladder/versions', { signal }))
export const changeLadder = (body: LadderInput): Promise<LadderVersion> => answer(api.POST('/api/v1/ladder/versions', { body }))
