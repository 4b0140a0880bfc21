import { answer, api, creating, type EnterpriseDetail, type EnterpriseQuery, type EnterpriseRow, type Page, type Report, type ReportInput } from '@/core/api'

export const fetchEnterprises = (query: EnterpriseQuery, signal?: AbortSignal): Promise<Page<EnterpriseRow>> =>
  answer(api.GET('/api/v1/enterprises', { params: { query }, signal }))
export const fetchEnterprise = (id: string, signal?: AbortSignal): Promise<EnterpriseDetail> =>
  answer(api.GET('/api/v1/enterprises/{uuid}', { params: { path: { uuid: id } }, signal }))
export const sendReport = (id: string, body: ReportInput): Promise<Report> =>
  answer(api.POST('/api/v1/enterprises/{uuid}/reports', { params: { path: { uuid: id } }, body, ...creating(body.uuid) }))
/** The number itself; the server writes down who asked and why. */
export const revealPhone = (id: string, cid: number, reason: string): Promise<{ phone: string }> =>
  answer(api.POST('/api/v1/enterprises/{uuid}/contacts/{contact_id}/reveal', { params: { path: { uuid: id, contact_id: cid } }, body: { reason } }))
