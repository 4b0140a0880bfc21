/** A ledger as the server's spreadsheet: asked for by the list's own conditions, saved under the server's name. */
import { answer, api } from './client'
import type { EnterpriseQuery, TicketQuery, VisitQuery, VisitReportQuery } from './paths'

interface Queries { tickets: TicketQuery; visits: VisitQuery; enterprises: EnterpriseQuery; 'visit-reports': VisitReportQuery }
export type Ledger = keyof Queries

/** Answers how many rows were saved. */
export async function saveLedger<L extends Ledger>(ledger: L, query: Queries[L]): Promise<number> {
  const call = api.GET(`/api/v1/${ledger}/export` as '/api/v1/tickets/export', { params: { query }, parseAs: 'blob' })
  const { response } = await call.catch(() => ({ response: null }))
  const file = (await answer(call)) as unknown as Blob
  const named = /filename\*=utf-8''([^;]+)|filename="([^"]+)"/i.exec(response?.headers.get('Content-Disposition') ?? '')
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = decodeURIComponent(named?.[1] ?? named?.[2] ?? `${ledger}.xlsx`)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000)
  return Number(response?.headers.get('X-Rows'))
}
