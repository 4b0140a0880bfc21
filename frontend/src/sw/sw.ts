/**
 * The phone's service worker. It keeps one complete version of the app, each file held against the hash the build
 * wrote down, so that no gateway's page is ever kept; the old version stays until the new one is whole. It answers
 * navigations below /m/ and files of the app, and nothing of the API. Where the browser can, it sends what waits.
 */
import { Courier } from '@/core/offline/courier'
import { httpLine } from '@/core/offline/line'
import { outboxStore } from '@/core/offline/database'

interface SyncEvent extends ExtendableEvent { tag: string }
interface ExtendableEvent extends Event { waitUntil: (work: Promise<unknown>) => void }
interface FetchEvent extends ExtendableEvent { request: Request; respondWith: (answer: Promise<Response>) => void }
interface WorkerScope {
  addEventListener: {
    (type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void
    (type: 'fetch', listener: (event: FetchEvent) => void): void
    (type: 'sync', listener: (event: SyncEvent) => void): void
    (type: 'message', listener: (event: MessageEvent) => void): void
  }
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
  cookieStore?: { get: (name: string) => Promise<{ value: string } | null> }
}
declare const __VERSION__: string
/** Address and SHA-256 of every file of this version, the page first. */
declare const __FILES__: [string, string][]

const worker = self as unknown as WorkerScope
const PREFIX = 'esg-m-'
const CACHE = PREFIX + __VERSION__
const SHELL = '/m/'
const FILES = new Set(__FILES__.map(([path]) => path))

const hex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

async function take(path: string, hash: string): Promise<Response> {
  const response = await fetch(path, { cache: 'no-cache', redirect: 'error', credentials: 'same-origin' })
  const bytes = await response.clone().arrayBuffer()
  if (!response.ok || hex(await crypto.subtle.digest('SHA-256', bytes)) !== hash) throw new Error(`${path} is not ours`)
  return response
}

async function install(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX))
  const cache = await caches.open(CACHE)
  for (const [path, hash] of __FILES__) {
    if (await cache.match(path)) continue
    // A file whose name carries its hash is the same in every version.
    const known = path === SHELL ? undefined : await inAny(old, path)
    await cache.put(path, known ?? (await take(path, hash)))
  }
}

async function inAny(names: string[], path: string): Promise<Response | undefined> {
  for (const name of names) {
    const found = await (await caches.open(name)).match(path)
    if (found) return found
  }
  return undefined
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
  await worker.clients.claim()
}

async function answer(request: Request, path: string): Promise<Response> {
  const found = await (await caches.open(CACHE)).match(path)
  return found ?? fetch(request)
}

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('message', (event) => { if (event.data === 'take over') void worker.skipWaiting() })
worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== location.origin) return
  if (event.request.mode === 'navigate' && url.pathname.startsWith(SHELL)) event.respondWith(answer(event.request, SHELL))
  else if (FILES.has(url.pathname)) event.respondWith(answer(event.request, url.pathname))
})

const OUTBOX = 'outbox-'
worker.addEventListener('sync', (event) => { if (event.tag.startsWith(OUTBOX)) event.waitUntil(send(event.tag.slice(OUTBOX.length))) })

async function send(owner: string): Promise<void> {
  const csrf = async (): Promise<string> => (await worker.cookieStore?.get('csrftoken'))?.value ?? ''
  await navigator.locks.request(`service-grid-outbox-${owner}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return
    const store = outboxStore(owner, () => crypto.randomUUID())
    const line = httpLine({ fetch: (path, init) => fetch(path, init), user: owner, headers: async () => ({ 'X-CSRFToken': await csrf() }) })
    const outcome = await new Courier({ store, line, now: Date.now, random: Math.random }).run(true)
    new BroadcastChannel(`service-grid-outbox-${owner}`).postMessage('changed')
    // Thrown, so that the browser tries again by itself.
    if (outcome === 'later') throw new Error('later')
  })
}
