/** What waits on this device for the server. It resends by itself, in order, and says truthfully how far it is. */
import { computed, onScopeDispose, readonly, type Ref, ref } from 'vue'
import { type Delivery, deliver, isSettled, needsAuthor, type Parcel, type Part, type Sender } from './parcel'
import { dropParcel, keepParcel, listParcels, packDraft, unpackParcel } from './store'

const AGAIN_AFTER = 30_000
const RECEIPTS_FOR = 14 * 86_400_000
const LOCK = 'service-grid-outbox'

const senders = new Map<string, Sender>()
const parcels = ref([]) as Ref<Parcel[]>
const sending = ref(false)
const problem = ref<Delivery | null>(null)
const receivedAt = ref<number | null>(null)
const arrivals = new Set<(parcel: Parcel) => void>()
let owner = ''

/** A feature says once how each kind of part is sent. */
export function onSend(kind: string, send: Sender): void {
  senders.set(kind, send)
}

const send: Sender = (part, parcel) => senders.get(part.kind)!(part, parcel)

/** One page sends at a time, or two tabs would race. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator) || !navigator.locks) return work()
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => { if (lock) await work() })
}

export async function flush(): Promise<void> {
  if (sending.value || !owner) return
  sending.value = true
  try {
    await alone(async () => {
      for (const parcel of parcels.value) {
        if (isSettled(parcel) || !parcel.parts.every((part) => senders.has(part.kind))) continue
        const outcome = await deliver(parcel, { send, note: keepParcel, now: Date.now })
        problem.value = outcome === 'all' || outcome === 'refused' ? null : outcome
        if (outcome === 'all') {
          receivedAt.value = Date.now()
          arrivals.forEach((tell) => tell(parcel))
        }
        if (outcome === 'later' || outcome === 'signedOut') break
      }
    })
  } finally {
    sending.value = false
  }
}

async function load(): Promise<void> {
  const held = await listParcels(owner)
  const old = held.filter((parcel) => isSettled(parcel) && parcel.packedAt < Date.now() - RECEIPTS_FOR)
  await Promise.all(old.map((parcel) => dropParcel(parcel.id)))
  parcels.value = held.filter((parcel) => !old.includes(parcel)).sort((a, b) => a.packedAt - b.packedAt)
}

/** The draft becomes a parcel on this device first; then it is sent. */
export async function post(parcel: Parcel, draftName: string): Promise<void> {
  await packDraft(parcel, draftName)
  parcels.value = [...parcels.value.filter((held) => held.id !== parcel.id), parcel]
  void flush()
}

/** A refused part, corrected by its author, goes again under the same identity: the server kept nothing of it. */
export async function correct(parcel: Parcel, part: Part, change: Partial<Pick<Part, 'body' | 'label'>>): Promise<void> {
  Object.assign(part, change, { state: 'waiting', refusal: undefined })
  await keepParcel(parcel)
  await flush()
}

export async function leaveOut(parcel: Parcel, part: Part): Promise<void> {
  parcel.parts = parcel.parts.filter((other) => other !== part)
  await keepParcel(parcel)
  await flush()
}

/** Back to a draft: nothing of it has been received. */
export async function takeBack(parcel: Parcel, draftName: string, draft: unknown): Promise<void> {
  await unpackParcel(parcel, draftName, draft, Date.now())
  parcels.value = parcels.value.filter((held) => held.id !== parcel.id)
}

export const pending = computed(() => parcels.value.filter((parcel) => !isSettled(parcel)))
export const refused = computed(() => parcels.value.filter(needsAuthor))

export function useOutbox() {
  return { parcels, pending, refused, sending: readonly(sending), problem: readonly(problem), receivedAt: readonly(receivedAt) }
}

/** Calls back when a parcel was received whole, as long as the caller lives. */
export function onArrival(tell: (parcel: Parcel) => void): void {
  arrivals.add(tell)
  onScopeDispose(() => arrivals.delete(tell))
}

/** Call once in a shell, when the reader is known. */
export function startOutbox(reader: string): void {
  owner = reader
  const wake = () => { if (document.visibilityState === 'visible') void flush() }
  const timer = setInterval(() => { if (pending.value.length > 0) void flush() }, AGAIN_AFTER)
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)
  void load().then(flush).catch(() => undefined)
  onScopeDispose(() => {
    clearInterval(timer)
    window.removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', wake)
  })
}
