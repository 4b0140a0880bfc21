/** What a receipt makes of a part. */
import type { FieldError } from '@/core/api'
import { isDone, isFile, type Part, type Receipt, type Refusal } from './parcel'

export function readReceipt(part: Part, receipt: Receipt, now: number): void {
  if (isDone(part) && part.state === 'received') return
  delete part.refusal
  delete part.retryAt
  if (receipt.outcome === 'refused') {
    const refusal = refusalOf(receipt.problem)
    // What hangs on a refused part waits for its correction, and was not refused for itself.
    if (refusal.code === 'after_refused') part.state = 'waiting'
    else Object.assign(part, { state: 'refused', refusal })
    return
  }
  if (receipt.outcome === 'held') {
    Object.assign(part, { state: 'held', refusal: refusalOf(receipt.problem), receivedAt: now, receipt: shortOf(receipt) })
    return
  }
  if (isFile(part) && receipt.result?.sha256 !== part.sha256) {
    Object.assign(part, { state: 'refused', carried: false, refusal: refusalOf({ code: 'other_bytes' }) })
    return
  }
  Object.assign(part, { state: 'received', receivedAt: now, receipt: shortOf(receipt) })
}

/** The number goes back; whatever was not answered goes again. */
export function release(part: Part): void {
  delete part.seq
  if (part.state === 'sending') part.state = 'waiting'
}

function shortOf(receipt: Receipt): Record<string, string> {
  const kept: Record<string, string> = { seq: String(receipt.seq), sha256: receipt.sha256, at: receipt.received_at }
  for (const [key, value] of Object.entries(receipt.result ?? {})) {
    if (typeof value === 'string' && key !== 'sha256') kept[key] = value
  }
  return kept
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function refusalOf(problem: Record<string, unknown> | null): Refusal {
  const { code, title, detail, errors, type: _type, status: _status, request_id: _id, ...extras } = problem ?? {}
  const fields = Array.isArray(errors) ? (errors as FieldError[]) : []
  return { code: text(code), title: text(title), detail: text(detail), fields, extras }
}
