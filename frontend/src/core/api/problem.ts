/** A refusal of the server (RFC 9457) or of the network, in one shape every screen can show. */
export interface FieldError { field: string; code: string; detail: string; remedy: string }

export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly fields: readonly FieldError[] = [],
    readonly requestId = '',
    readonly extras: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title || code)
    this.name = 'ApiProblem'
  }

  /** True when the same request may succeed later without a change: no network, or the server is busy. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }

  /** What to do next when no single field is to blame. */
  get remedy(): string {
    return this.fields.find((error) => !error.field)?.remedy ?? ''
  }

  /** True when a field of the form can show it. */
  get placed(): boolean {
    return this.fields.some((error) => error.field !== '')
  }

  field(name: string): FieldError | undefined {
    return this.fields.find((error) => error.field === name)
  }
}

export const OFFLINE = 'offline'

export function networkProblem(): ApiProblem {
  return new ApiProblem(0, OFFLINE, '', '')
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map((error) => ({
    field: text(error.field),
    code: text(error.code),
    detail: text(error.detail),
    remedy: text(error.remedy),
  }))
}

export function parseProblem(status: number, body: unknown): ApiProblem {
  if (!isRecord(body)) return new ApiProblem(status, `http_${status}`, '', '')
  const { type: _type, title, detail, code, request_id, errors, status: _status, ...extras } = body
  return new ApiProblem(
    status,
    text(code) || `http_${status}`,
    text(title),
    text(detail),
    fieldErrors(errors),
    text(request_id),
    extras,
  )
}

/** The refusal in any thrown value; what is no refusal is a fault of ours and travels on as such. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem(-1, 'client_fault', '', error instanceof Error ? error.message : String(error))
}
