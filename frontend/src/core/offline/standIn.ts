/** Answers reads of the API from the larder while the server cannot be reached, so that every screen opens anywhere. */
/** Fetched once it is needed; the service worker has it. */
const larder = () => import('./larder')

type Reach = (request: Request) => Promise<Response>
type Row = Record<string, unknown>
const API = '/api/v1'
/** Small answers kept as they came. */
const KEPT = new Set(['/me', '/meta', '/visit-template', '/today', '/ground', '/plans', '/inbox'])
/** A line that says nothing for so long is as good as none. */
const PATIENCE = 8_000
const READER = 'esg.reader'

export const lastReader = (): string => localStorage.getItem(READER) ?? ''
export const noteReader = (reader: string): void => localStorage.setItem(READER, reader)

const json = (body: unknown): Response => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', 'X-Kept': '1' } })
const page = (results: unknown[]): Response => json({ next: null, results })

export const standIn = (next: Reach): Reach => async (request) => {
  if (request.method !== 'GET') return next(request)
  const url = new URL(request.url)
  const path = url.pathname.slice(API.length)
  // An earlier version of the questions is asked for by number and not kept.
  const canStandIn = (KEPT.has(path) && !url.searchParams.has('version')) || /^\/(enterprises|visits|tickets)(\/[0-9a-f-]{36})?$/.test(path)
  if (!canStandIn) return next(request)
  try {
    const response = await next(new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE)]) }))
    // A gateway's page is no answer of ours, whatever its status.
    const ours = response.headers.get('Content-Type')?.includes('json') === true
    if (ours && response.ok && KEPT.has(path)) void remember(path, response.clone())
    if (ours && response.status < 500) return response
    return (await kept(path, url.searchParams)) ?? response
  } catch (error) {
    if (request.signal.aborted) throw error
    const found = await kept(path, url.searchParams).catch(() => null)
    if (found) return found
    throw error
  }
}

async function remember(path: string, response: Response): Promise<void> {
  const body = (await response.json()) as Row
  if (path === '/me') noteReader(String(body.id))
  const owner = lastReader()
  if (owner) await (await larder()).keepAnswer(owner, path, body)
}

async function kept(path: string, query: URLSearchParams): Promise<Response | null> {
  const owner = lastReader()
  if (!owner) return null
  const { keptAnswer, rowOf, shelf } = await larder()
  if (KEPT.has(path)) {
    // The larder hears of a new version first; the answer kept may be of the last time somebody asked.
    const body = (path === '/visit-template' ? (await shelf(owner, 'templates'))[0] : undefined) ?? (await keptAnswer(owner, path))
    return body === undefined ? null : json(body)
  }
  const [, name, key] = path.split('/') as [string, 'enterprises' | 'visits' | 'tickets', string?]
  if (key) {
    const row = await rowOf(owner, name, key)
    return row ? json(row) : null
  }
  const rows = await shelf<Row>(owner, name)
  return page({ enterprises: firms, visits, tickets }[name](rows, query, Number(owner)))
}

const text = (value: unknown): string => String(value ?? '').toLowerCase()

function firms(rows: Row[], query: URLSearchParams): Row[] {
  const words = text(query.get('search')).split(/\s+/).filter(Boolean)
  const unit = query.get('unit')
  const told = (row: Row) => [row.name, row.short_name, row.uscc, ...((row.aliases as string[] | undefined) ?? [])].map(text).join(' ')
  const spelt = (row: Row, word: string) => ((row.spellings as string[] | undefined) ?? []).some((spelling) => spelling.startsWith(word))
  return rows.filter((row) => words.every((word) => told(row).includes(word) || spelt(row, word)) && (!unit || String((row.unit as Row | null)?.id) === unit))
}

function visits(rows: Row[], query: URLSearchParams, reader: number): Row[] {
  const firm = query.get('enterprise')
  return rows
    .filter((row) => (!firm || (row.enterprise as Row).id === firm) && (query.get('mine') !== 'true' || (row.author as Row).id === reader))
    .sort((a, b) => text(b.occurred_at).localeCompare(text(a.occurred_at)))
}

const ENDED = new Set(['closed', 'withdrawn', 'merged', 'declined'])

function tickets(rows: Row[], query: URLSearchParams, reader: number): Row[] {
  const firm = query.get('enterprise')
  const lamps = query.get('lamp')?.split(',')
  const words = text(query.get('search'))
  return rows
    .filter((row) => !firm || (row.enterprise as Row).id === firm)
    .filter((row) => query.get('open') !== 'true' || !ENDED.has(String(row.state)))
    .filter((row) => query.get('mine') !== 'true' || (row.holder as Row | null)?.id === reader)
    .filter((row) => !lamps || lamps.includes(String(row.lamp)))
    .filter((row) => !words || `${text(row.title)} ${text(row.ref)}`.includes(words))
    .sort((a, b) => text(b.ref).localeCompare(text(a.ref)))
}
