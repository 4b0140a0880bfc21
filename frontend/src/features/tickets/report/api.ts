import { answer, api, type VisitReport, type VisitReportQuery } from '@/core/api'

export const fetchVisitReport = (query: VisitReportQuery, signal?: AbortSignal): Promise<VisitReport> =>
  answer(api.GET('/api/v1/visit-reports', { params: { query }, signal }))
