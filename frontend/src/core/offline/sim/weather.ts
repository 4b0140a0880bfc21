/** The line between phone and server, as bad as it gets: lost, late, doubled, answered by strangers. */
import type { Chance } from './chance'
import type { PushItem } from '../courier'
import type { SimServer } from './server'

export interface Weather { lost: number; answerLost: number; failing: number; captive: number; late: number; doubled: number; signedOut: number; busy: number; garbled: number }
export const STORM: Weather = { lost: 0.08, answerLost: 0.1, failing: 0.05, captive: 0.05, late: 0.04, doubled: 0.06, signedOut: 0.01, busy: 0.03, garbled: 0.02 }
export const CALM: Weather = { lost: 0, answerLost: 0, failing: 0, captive: 0, late: 0, doubled: 0, signedOut: 0, busy: 0, garbled: 0 }

interface Asked { method: string; path: string; headers: Record<string, string>; body: unknown }
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })
const CAPTIVE = '<html><title>Welcome to Free Wi-Fi</title><form action="/login"></form></html>'
const decoded = (header: string, name: string): string => atob(header.split(',').find((pair) => pair.startsWith(`${name} `))?.split(' ')[1] ?? '')

/** `user` is who is signed in at this moment; a request that was held back is delivered before a later one. */
export function stormyFetch(server: SimServer, chance: Chance, weather: () => Weather, user: () => string | null, wait: (where: string) => void): typeof fetch {
  const limbo: { asked: Asked; as: string | null }[] = []
  /** What a proxy that should not cache would answer again. */
  let cached: unknown = null
  return async (path, init) => {
    wait('before a request')
    const asked: Asked = { method: init?.method ?? 'GET', path: String(path), headers: init?.headers as Record<string, string>, body: init?.body }
    const w = weather()
    const as = user()
    while (limbo.length > 0 && chance.hits(0.5)) {
      const late = limbo.shift()!
      answerOf(server, late.asked, late.as)
    }
    if (chance.hits(w.lost)) throw new TypeError('network')
    if (chance.hits(w.captive)) return chance.hits(0.5) && cached ? json(200, cached) : new Response(CAPTIVE, { status: 200 })
    if (chance.hits(w.signedOut)) return json(401, { code: 'not_authenticated' })
    if (chance.hits(w.busy)) return json(429, { code: 'throttled' }, { 'Retry-After': '30' })
    if (chance.hits(w.failing)) return new Response('Bad Gateway', { status: 502 })
    if (chance.hits(w.late)) {
      limbo.push({ asked, as })
      throw new TypeError('timeout')
    }
    if (asked.method === 'PATCH' && chance.hits(w.garbled)) return json(460, { code: 'garbled' })
    const answer = answerOf(server, asked, as)
    if (asked.path.endsWith('/sync/items')) cached = await answer.clone().json()
    if (chance.hits(w.doubled)) answerOf(server, asked, as)
    wait('before the answer')
    if (chance.hits(w.answerLost)) throw new TypeError('connection reset')
    return answer
  }
}

function answerOf(server: SimServer, { method, path, headers, body }: Asked, user: string | null): Response {
  if (user === null) return json(401, { code: 'not_authenticated' })
  if (path.endsWith('/sync/items')) {
    const answer = server.push(user, JSON.parse(String(body)) as { user: number; device: string; items: PushItem[] })
    return json(answer.status, answer)
  }
  const length = (body as Uint8Array | undefined)?.length ?? 0
  if (path.endsWith('/uploads')) {
    const told = headers['Upload-Metadata']!
    return standing(server.begin(`${user}/${decoded(told, 'id')}`, Number(headers['Upload-Length']), decoded(told, 'sha256'), length), 201)
  }
  const key = `${user}/${path.split('/').pop()}`
  if (method === 'HEAD') return standing(server.uploads.get(key), 200)
  const before = server.uploads.get(key)?.bytes
  if (before !== undefined && before !== Number(headers['Upload-Offset'])) return json(409, { code: 'other_offset', offset: before })
  return standing(server.piece(key, Number(headers['Upload-Offset']), length), 204)
}

const standing = (upload: { bytes: number } | undefined, status: number): Response =>
  upload ? new Response(null, { status, headers: { 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(upload.bytes) } }) : json(404, { code: 'not_found' })
