/** What waits on this device for the server, for the page: it sends by itself and says truthfully how far it is. */
import { computed, onScopeDispose, readonly, type Ref, ref, shallowRef } from 'vue'
import { uuidv7 } from '@/core/api/uuid'
import type { Courier, OutboxStore } from './courier'
import { lineHeaders, noteDevice, setWaiting } from './state'
import { type Delivery, isSettled, isUnsent, needsAuthor, type Parcel, type Part } from './parcel'
import { plain } from './plain'
import { open, outboxStore } from './database'
import { dropParcel, listParcels, packDraft, sweepBytes, unpackParcel } from './store'

const RECEIPTS_FOR = 14 * 86_400_000
const SOONEST = 1_000
const LOCK = 'service-grid-outbox'
const CHANNEL = 'service-grid-outbox'
/** An item older than this needs somebody to look. */
const OLD = 86_400_000

const parcels = shallowRef<Parcel[]>([]) as Ref<Parcel[]>
const sending = ref(false)
const problem = ref<Delivery | null>(null)
const receivedAt = ref<number | null>(null)
const arrivals = new Set<(parcel: Parcel) => void>()
let owner = ''
let store: OutboxStore | null = null
let channel: BroadcastChannel | null = null
let timer: ReturnType<typeof setTimeout> | undefined

async function reload(): Promise<void> {
  const held = await listParcels(owner)
  const old = held.filter((parcel) => isSettled(parcel) && parcel.packedAt < Date.now() - RECEIPTS_FOR)
  await Promise.all(old.map((parcel) => dropParcel(owner, parcel.id)))
  parcels.value = held.filter((parcel) => !old.includes(parcel)).sort((a, b) => a.packedAt - b.packedAt)
  setWaiting(parcels.value)
}

async function changed(): Promise<void> {
  await reload()
  channel?.postMessage('changed')
}

/** One page sends at a time, or two tabs would race; the others watch. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator) || !navigator.locks) return work()
  await navigator.locks.request(`${LOCK}-${owner}`, { ifAvailable: true }, async (lock) => { if (lock) await work() })
}

/** Send what waits. `press`: somebody asked for it, so no pause is kept. */
export async function flush(press = false): Promise<void> {
  if (sending.value || !owner || !store) return
  sending.value = true
  clearTimeout(timer)
  try {
    const courier = await courierOf(store)
    await alone(async () => {
      const outcome = await courier.run(press)
      problem.value = outcome === 'all' || outcome === 'refused' ? null : outcome
    })
    await changed()
    schedule(await courier.nextAt())
  } catch {
    // The disk is full or the database was taken away: what is written stays, and the next try finds it.
    problem.value = 'later'
    schedule(Date.now() + OLD / 1440)
  } finally {
    sending.value = false
  }
}

async function courierOf(from: OutboxStore): Promise<Courier> {
  const [{ Courier }, { httpLine }] = await Promise.all([import('./courier'), import('./line')])
  const line = httpLine({ fetch: (path, init) => fetch(path, init), headers: lineHeaders, user: owner })
  const watched: OutboxStore = {
    ...from,
    change: async (step, all) => {
      const result = await from.change(step, all)
      void changed()
      return result
    },
  }
  return new Courier({
    store: watched, line, now: Date.now, random: Math.random,
    told: (arrived) => {
      receivedAt.value = Date.now()
      arrived.forEach((parcel) => arrivals.forEach((tell) => tell(parcel)))
    },
  })
}

function schedule(at: number | null): void {
  clearTimeout(timer)
  if (at !== null) timer = setTimeout(() => void flush(), Math.min(Math.max(SOONEST, at - Date.now()), 300_000))
}

/** The draft becomes a parcel on this device first; then it is sent, here or by the browser in the background. */
export async function post(parcel: Parcel, draftName: string): Promise<void> {
  const parts = await Promise.all(parcel.parts.map(async (part) => {
    if (!part.blob) return part
    const { hashBlob } = await import('./sha256')
    const sha256 = await hashBlob(part.blob)
    return { ...part, sha256, size: part.blob.size, body: { ...part.body, uuid: part.uuid, sha256 } }
  }))
  await packDraft(plain({ ...parcel, parts }), draftName)
  await changed()
  void inBackground()
  void flush()
}

/** The browser may call the service worker when the line is back, even after this page is gone. */
async function inBackground(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker?.getRegistration('/m/')
    await (registration as unknown as { sync?: { register: (tag: string) => Promise<void> } } | undefined)?.sync?.register(`outbox-${owner}`)
  } catch {
    // Not here, or not allowed: the page sends when it is open.
  }
}

async function change(id: string, step: (parcel: Parcel) => void): Promise<void> {
  await store?.change((state) => {
    const parcel = state.parcels.find((held) => held.id === id)
    if (parcel) step(parcel)
  })
  await changed()
  await flush(true)
}

/** A refused part, corrected by its author, goes again under the same identity: the server kept it apart. */
export const correct = (parcel: Parcel, part: Part, fresh: Partial<Pick<Part, 'body' | 'label'>>): Promise<void> =>
  change(parcel.id, (held) => {
    const found = held.parts.find((other) => other.uuid === part.uuid)
    if (!found) return
    Object.assign(found, plain(fresh), { state: 'waiting' })
    delete found.refusal
  })

export const leaveOut = (parcel: Parcel, part: Part): Promise<void> =>
  change(parcel.id, (held) => { held.parts = held.parts.filter((other) => other.uuid !== part.uuid) })

/** Back to a draft: nothing of it has been received. */
export async function takeBack(parcel: Parcel, draftName: string, draft: unknown): Promise<void> {
  await unpackParcel(parcel, draftName, draft, Date.now())
  await changed()
}

/** The bytes of a part that is still to be sent, to show them or to put them back into a form. */
export const bytesOf = async (uuid: string): Promise<Blob | undefined> => (owner ? (await (await open(owner)).get('bytes', uuid))?.blob : undefined)

/** What the server says became of held items since. */
export async function settleHeld(receipts: { id: string; outcome: string; problem: Record<string, unknown> | null }[]): Promise<void> {
  const news = new Map(receipts.map((receipt) => [receipt.id, receipt]))
  if (!parcels.value.some((parcel) => parcel.parts.some((part) => part.state === 'held' && news.has(part.uuid)))) return
  await store?.change((state) => {
    for (const part of state.parcels.flatMap((parcel) => parcel.parts)) {
      const said = part.state === 'held' ? news.get(part.uuid) : undefined
      if (!said) continue
      part.state = said.outcome === 'stored' ? 'received' : 'refused'
      if (said.outcome === 'stored') delete part.refusal
      else part.refusal = { code: 'returned', title: '', detail: String(said.problem?.detail ?? ''), fields: [] }
    }
  })
  await changed()
}

export const pending = computed(() => parcels.value.filter(isUnsent))
export const refused = computed(() => parcels.value.filter(needsAuthor))
/** Since when the oldest unsent parcel waits. */
export const oldestAt = computed(() => pending.value.reduce<number | null>((first, parcel) => Math.min(first ?? parcel.packedAt, parcel.packedAt), null))
export const isOld = (parcel: Parcel): boolean => isUnsent(parcel) && parcel.packedAt < Date.now() - OLD

export function useOutbox() {
  return { parcels, pending, refused, oldestAt, sending: readonly(sending), problem: readonly(problem), receivedAt: readonly(receivedAt) }
}

/** Calls back when a parcel was received whole, as long as the caller lives. */
export function onArrival(tell: (parcel: Parcel) => void): void {
  arrivals.add(tell)
  onScopeDispose(() => arrivals.delete(tell))
}

/** Call once in a shell, when the reader is known. */
export function startOutbox(reader: string): void {
  owner = reader
  store = outboxStore(reader, () => uuidv7())
  channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`${CHANNEL}-${reader}`)
  const wake = () => { if (document.visibilityState === 'visible') void flush(true) }
  if (channel) channel.onmessage = () => void reload()
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)
  void store.change(({ ledger }) => ledger.device).then((device) => noteDevice(reader, device))
    .then(() => sweepBytes(reader)).then(reload).then(() => flush()).catch(() => undefined)
  onScopeDispose(() => {
    clearTimeout(timer)
    channel?.close()
    window.removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', wake)
  })
}
