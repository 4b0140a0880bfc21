import { answer, api, creating, type EnterpriseDetail, type EnterpriseQuery, type EnterpriseRow, type Page, type Report, type ReportInput } from '@/core/api'

export const fetchEnterprises = (query: EnterpriseQuery, signal?: AbortSignal): Promise<Page<EnterpriseRow>> =>
  answer(api.GET('/api/v1/enterprises', { params: { query }, signal }))
export const fetchEnterprise = (id: string, signal?: AbortSignal): Promise<EnterpriseDetail> =>
  answer(api.GET('/api/v1/enterprises/{id}', { params: { path: { id } }, signal }))
export const sendReport = (id: string, body: ReportInput): Promise<Report> =>
  answer(api.POST('/api/v1/enterprises/{id}/reports', { params: { path: { id } }, body, ...creating(body.uuid) }))
/** The number itself; the server writes down who asked and why. */
export const revealPhone = (id: string, cid: number, reason: string): Promise<{ phone: string }> =>
  answer(api.POST('/api/v1/enterprises/{id}/contacts/{cid}/reveal', { params: { path: { id, cid } }, body: { reason } }))
