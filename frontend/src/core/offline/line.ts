/** The line to the server: items as JSON, bytes in pieces (tus 1.0). Knows an answer of ours from anybody else's. */
import type { BytesLine, PieceAnswer } from './carrier'
import type { Line, PushAnswer } from './courier'
import type { Receipt } from './parcel'
import { sha256 } from './sha256'

export interface Surroundings {
  fetch: typeof fetch
  /** Headers every request carries: language, CSRF, state of the device. */
  /** Whose queue this is. */
  user: string
  patience?: () => AbortSignal
  headers: () => Promise<Record<string, string>> | Record<string, string>
}
const PATIENCE = 30_000
const base64 = (text: string): string => btoa(text)

export function httpLine(at: Surroundings): Line {
  const bytes = bytesLine(at)
  return {
    ...bytes,
    async push(device, items): Promise<PushAnswer> {
      const body = JSON.stringify({ user: Number(at.user), device, sent_at: new Date().toISOString(), items })
      const response = await ask(at, 'POST', '/api/v1/sync/items', { 'Content-Type': 'application/json' }, body)
      if (!response) return { kind: 'away' }
      const answer = await json(response)
      if (response.status === 200 && isPush(answer)) return { ...answer, kind: 'taken' }
      if (response.status === 409 && answer?.code === 'gap' && typeof answer.last === 'number') return { kind: 'gap', last: answer.last }
      if (response.status === 409 && answer?.code === 'number_taken' && typeof answer.last === 'number') {
        return { kind: 'number_taken', last: answer.last, receipt: answer.receipt as Receipt }
      }
      if (response.status === 422 && answer?.code === 'other_body') return { kind: 'other_body', problem: answer }
      return closedOr(response, answer)
    },
  }
}

function bytesLine(at: Surroundings): BytesLine {
  const stand = async (response: Response | null): Promise<PieceAnswer> => {
    if (!response) return { kind: 'away' }
    const offset = response.headers.get('Upload-Offset')
    if (response.ok && response.headers.get('Tus-Resumable') === '1.0.0' && offset !== null) return { kind: 'here', offset: Number(offset) }
    if (response.status === 404) return { kind: 'unknown' }
    const answer = await json(response)
    if (response.status === 409 && typeof answer?.offset === 'number') return { kind: 'here', offset: answer.offset }
    const outcome = closedOr(response, answer)
    if (outcome.kind !== 'away' || response.status >= 500 || response.status === 429 || response.status === 460) return outcome
    return answer?.code ? { kind: 'refused', problem: answer } : { kind: 'away' }
  }
  const send = async (method: string, path: string, bytes: Blob, headers: Record<string, string>): Promise<PieceAnswer> => {
    const whole = new Uint8Array(await bytes.arrayBuffer())
    const digest = globalThis.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest('SHA-256', whole)) : sha256(whole)
    const checksum = base64(String.fromCharCode(...digest))
    return stand(await ask(at, method, path, {
      ...headers, 'Tus-Resumable': '1.0.0', 'Content-Type': 'application/offset+octet-stream', 'Upload-Checksum': `sha256 ${checksum}`,
    }, whole))
  }
  return {
    begin: ({ uuid, sha256: hash, size }, first) =>
      send('POST', '/api/v1/uploads', first, { 'Upload-Length': String(size), 'Upload-Metadata': `id ${base64(uuid)},sha256 ${base64(hash)}` }),
    standing: async (uuid) => stand(await ask(at, 'HEAD', `/api/v1/uploads/${uuid}`, { 'Tus-Resumable': '1.0.0' })),
    piece: (uuid, offset, bytes) => send('PATCH', `/api/v1/uploads/${uuid}`, bytes, { 'Upload-Offset': String(offset) }),
  }
}

async function ask(at: Surroundings, method: string, path: string, headers: Record<string, string>, body?: BodyInit): Promise<Response | null> {
  try {
    return await at.fetch(path, {
      method, body, credentials: 'same-origin', redirect: 'error', cache: 'no-store', signal: at.patience ? at.patience() : AbortSignal.timeout(PATIENCE),
      headers: { Accept: 'application/json', ...(await at.headers()), ...headers },
    })
  } catch {
    return null
  }
}

async function json(response: Response): Promise<Record<string, unknown> | null> {
  try {
    const found: unknown = await response.json()
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function closedOr(response: Response, answer: Record<string, unknown> | null): { kind: 'signedOut' } | { kind: 'closed' } | { kind: 'away'; retryAfter?: number } {
  const code = typeof answer?.code === 'string' ? answer.code : ''
  if (response.status === 401 && code) return { kind: 'signedOut' }
  if (response.status === 403 && code.includes('csrf')) return { kind: 'signedOut' }
  if ((response.status === 403 || response.status === 410) && code) return { kind: 'closed' }
  const seconds = Number(response.headers.get('Retry-After'))
  return { kind: 'away', ...(seconds > 0 && { retryAfter: seconds * 1000 }) }
}

type Taken = Omit<Extract<PushAnswer, { kind: 'taken' }>, 'kind'>

function isPush(answer: Record<string, unknown> | null): answer is Taken & Record<string, unknown> {
  return Array.isArray(answer?.receipts) && typeof answer.last === 'number' && answer.receipts.every((one: unknown) => typeof (one as Receipt)?.sha256 === 'string')
}
