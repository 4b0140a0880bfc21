/**
 * What this device keeps for reading: whom one serves, their visits and tickets, the questions of a visit.
 * Filled by one request for what changed since a cursor; each answer is applied whole or not at all, and a checksum
 * tells when the copy has drifted from the server, which then gives that shelf anew.
 */
import { lineHeaders } from './state'
import { sha256 } from './sha256'
import { type Database, keepNote, open, readNote } from './database'

export type ShelfName = 'enterprises' | 'visits' | 'tickets' | 'templates'
type Row = Record<string, unknown> & { version: number }
interface ShelfAnswer { reset: boolean; rows: Row[]; gone: string[]; total: number }
export interface SettledReceipt { id: string; outcome: string; problem: Record<string, unknown> | null }
interface SyncAnswer { cursor: string; since: string; shelves: Record<string, ShelfAnswer>; settled: SettledReceipt[]; server_time: string }
/** done: the copy is of this moment · away: no line · signedOut · closed: nothing may be read here any more */
export type Pulled = { kind: 'done'; settled: SettledReceipt[]; changed: boolean; drifted: string[] } | { kind: 'away' | 'signedOut' | 'closed' }

export const KEYS: Record<string, string> = { enterprises: 'id', visits: 'uuid', tickets: 'ref', templates: 'code' }
/** A copy this old is no longer shown to anybody. */
const STALE_AFTER = 14 * 86_400_000

export async function pull(owner: string, device: string, whole: string[] = []): Promise<Pulled> {
  const cursor = await readNote<string>(owner, 'cursor')
  const query = new URLSearchParams({ ...(cursor && { cursor }), ...(device && { device }), ...(whole.length > 0 && { whole: whole.join() }) })
  const response = await fetch(`/api/v1/sync?${query}`, { headers: { Accept: 'application/json', ...lineHeaders() }, credentials: 'same-origin' }).catch(() => null)
  if (!response) return { kind: 'away' }
  const answer = (await response.json().catch(() => null)) as (SyncAnswer & { code?: string }) | null
  if (response.status === 401 && answer?.code) return { kind: 'signedOut' }
  if ((response.status === 403 || response.status === 410) && answer?.code) {
    await wipe(owner)
    return { kind: 'closed' }
  }
  if (!response.ok || !answer?.cursor || !answer.shelves) return { kind: 'away' }
  const drifted = await apply(owner, answer)
  const changed = Object.values(answer.shelves).some((shelf) => shelf.reset || shelf.rows.length > 0 || shelf.gone.length > 0)
  if (drifted.length > 0 && whole.length === 0) {
    const mended = await pull(owner, device, drifted)
    return mended.kind === 'done' ? { ...mended, changed: true, drifted } : mended
  }
  return { kind: 'done', settled: answer.settled, changed, drifted }
}

async function apply(owner: string, answer: SyncAnswer): Promise<string[]> {
  const step = (await open(owner)).transaction(['rows', 'notes'], 'readwrite')
  const rows = step.objectStore('rows')
  const drifted: string[] = []
  for (const [shelf, { reset, rows: fresh, gone, total }] of Object.entries(answer.shelves)) {
    const key = KEYS[shelf]
    if (!key) continue
    const before = reset ? await rows.index('shelf').getAllKeys(shelf) : gone.map((one): [string, string] => [shelf, one])
    for (const one of before) void rows.delete(one)
    for (const row of fresh) void rows.put({ shelf, key: String(row[key]), row })
    const held = await rows.index('shelf').getAll(shelf)
    if (totalOf(held.map(({ key: name, row }) => [name, (row as Row).version])) !== total) drifted.push(shelf)
  }
  void step.objectStore('notes').put(answer.cursor, 'cursor')
  void step.objectStore('notes').put(Date.now(), 'pulledAt')
  await step.done
  return drifted
}

/** XOR of the first 48 bits of SHA-256("key version"): the same in any order, as the server computes it. */
export function totalOf(rows: readonly (readonly [string, number])[]): number {
  let high = 0
  let low = 0
  for (const [key, version] of rows) {
    const digest = sha256(new TextEncoder().encode(`${key} ${version}`))
    high ^= (digest[0]! << 16) | (digest[1]! << 8) | digest[2]!
    low ^= (digest[3]! << 16) | (digest[4]! << 8) | digest[5]!
  }
  return high * 16_777_216 + low
}

/** Forgets what was kept for reading. Drafts and what is on its way stay. */
export async function wipe(owner: string): Promise<void> {
  const step = (await open(owner)).transaction(['rows', 'notes'], 'readwrite')
  const notes = step.objectStore('notes')
  const kept = (await notes.getAllKeys()).filter((key) => key === 'cursor' || key === 'pulledAt' || key.startsWith('answer '))
  await Promise.all([step.objectStore('rows').clear(), ...kept.map((key) => notes.delete(key)), step.done])
}

export async function shelf<T>(owner: string, name: ShelfName): Promise<T[]> {
  const db: Database = await open(owner)
  if (Date.now() - ((await db.get('notes', 'pulledAt')) as number | undefined ?? 0) > STALE_AFTER) return []
  return (await db.getAllFromIndex('rows', 'shelf', name)).map(({ row }) => row as T)
}

export async function rowOf<T>(owner: string, name: ShelfName, key: string): Promise<T | undefined> {
  return (await (await open(owner)).get('rows', [name, key]))?.row as T | undefined
}

export const keepAnswer = (owner: string, path: string, body: unknown): Promise<void> => keepNote(owner, `answer ${path}`, body)
export const keptAnswer = (owner: string, path: string): Promise<unknown> => readNote(owner, `answer ${path}`)
