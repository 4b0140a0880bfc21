/**
 * The courier: carries what waits on this device to the server until each item has its receipt. Pure: storage, line,
 * clock and chance are given, so that the same code runs in a page, in the service worker and under a fault simulator.
 *
 * A number is given when an item is first sent and written down before the request leaves. It is bound on the server
 * only; when the server says that it stopped before an item, that item's number is free again, so that nothing which
 * fails for ever keeps others waiting.
 */
import type { BytesLine } from './carrier'
import { carry } from './carrier'
import { isDone, isFile, type Delivery, type Ledger, type Parcel, type Part, type Receipt } from './parcel'
import { batchOf, filesToCarry } from './order'
import { readReceipt, release } from './receipt'
import { hashOf } from './sha256'
import { waitFor } from './wait'

export interface State { parcels: Parcel[]; ledger: Ledger }
export interface OutboxStore {
  /** One atomic step: `step` sees the present state and changes it without awaiting. `all`: settled parcels too. */
  change: <T>(step: (state: State) => T, all?: boolean) => Promise<T>
  blob: (uuid: string) => Promise<Blob | undefined>
  dropBlobs: (uuids: string[]) => Promise<void>
}
export interface PushItem { kind: string; uuid: string; seq: number; after?: string; body: string }
/** Anything that is not of this form never came from the server, whatever its status said. */
export type PushAnswer =
  | { kind: 'taken'; receipts: Receipt[]; last: number; stopped: { seq: number; code: string } | null }
  | { kind: 'gap'; last: number }
  | { kind: 'number_taken'; last: number; receipt: Receipt }
  | { kind: 'other_body'; problem: Record<string, unknown> }
  | { kind: 'away'; retryAfter?: number }
  | { kind: 'signedOut' }
  | { kind: 'closed' }
export interface Line extends BytesLine { push: (device: string, items: PushItem[]) => Promise<PushAnswer> }
export interface Ports { store: OutboxStore; line: Line; now: () => number; random: () => number; told?: (carried: Parcel[]) => void }

const ROUNDS = 1_000
const FRUITLESS = 20

export class Courier {
  constructor(private readonly ports: Ports) {}

  /** Carry what can be carried now. `press`: somebody asked, so no pause is kept. */
  async run(press = false): Promise<Delivery> {
    const { store, now } = this.ports
    if (press) await store.change(({ parcels, ledger }) => this.forgive(parcels, ledger))
    let fruitless = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const batch = await store.change((state) => this.number(state, now()))
      if (batch === 'wait') return 'later'
      if (batch.items.length > 0) {
        const answer = await this.ports.line.push(batch.device, batch.items)
        fruitless = answer.kind === 'taken' && answer.receipts.length > 0 ? 0 : fruitless + 1
        const stop = await this.apply(answer, batch.items)
        if (stop) return stop
        if (fruitless > FRUITLESS) return 'later'
        continue
      }
      const files = await store.change(({ parcels }) => filesToCarry(parcels, now()))
      if (files.length === 0) break
      const stop = await carry(files, this.ports)
      if (stop) return stop
    }
    return store.change(({ parcels }) => verdict(parcels))
  }

  /** When to try again by itself; null when nothing waits for time. */
  async nextAt(): Promise<number | null> {
    return this.ports.store.change(({ parcels, ledger }) => {
      const waits = parcels.flatMap((parcel) => parcel.parts.filter((part) => part.state === 'waiting' || part.state === 'sending'))
      if (waits.length === 0) return null
      return Math.max(ledger.retryAt, Math.min(...waits.map((part) => part.retryAt ?? 0)))
    })
  }

  private forgive(parcels: Parcel[], ledger: Ledger): void {
    ledger.retryAt = 0
    for (const part of parcels.flatMap((parcel) => parcel.parts)) delete part.retryAt
  }

  /** What goes next, with its numbers; from here on it counts as sent and unanswered. */
  private number({ parcels, ledger }: State, now: number): 'wait' | { device: string; items: PushItem[] } {
    if (ledger.retryAt > now && ledger.retryAt - now <= waitFor.LONGEST) return 'wait'
    const parts = batchOf(parcels, now)
    let last = Math.max(ledger.last, ...parts.map((part) => part.seq ?? 0))
    for (const part of parts) {
      if (part.seq === undefined) part.seq = last += 1
      part.state = 'sending'
    }
    const items = parts.map(({ kind, uuid, seq, after, body }) => ({ kind, uuid, seq: seq!, ...(after && { after }), body: JSON.stringify(body) }))
    return { device: ledger.device, items }
  }

  private async apply(answer: PushAnswer, items: PushItem[]): Promise<Delivery | undefined> {
    const { store, now, random, told } = this.ports
    const done: string[] = []
    const arrived: Parcel[] = []
    const hashes = new Map(items.map((item) => [item.uuid, hashOf(item.body)]))
    const alien = answer.kind === 'taken' && !isOurs(answer.receipts, items, hashes)
    const heard: PushAnswer = alien ? { kind: 'away' } : answer
    const stop = await store.change((state): Delivery | undefined => {
      const { parcels, ledger } = state
      const parts = new Map(parcels.flatMap((parcel) => parcel.parts.map((part) => [part.uuid, part] as const)))
      const sent = items.map((item) => parts.get(item.uuid)).filter((part) => part !== undefined)
      if (heard.kind === 'away') return pause(ledger, now(), random(), heard.retryAfter)
      if (heard.kind === 'signedOut' || heard.kind === 'closed') return heard.kind
      ledger.tries = ledger.retryAt = 0
      if (heard.kind === 'other_body') {
        const first = sent[0]
        if (first) readReceipt(first, { outcome: 'refused', problem: heard.problem } as Receipt, now())
        sent.forEach(release)
        return undefined
      }
      ledger.last = heard.last
      if (heard.kind === 'gap') {
        sent.forEach(release)
        remember(parcels, heard.last)
      } else if (heard.kind === 'number_taken') {
        const other = parts.get(heard.receipt.id)
        if (other && hashOf(JSON.stringify(other.body)) === heard.receipt.sha256) readReceipt(other, heard.receipt, now())
        sent.forEach(release)
      } else {
        for (const receipt of heard.receipts) {
          const part = parts.get(receipt.id)
          if (part) readReceipt(part, receipt, now())
          if (part && isDone(part) && isFile(part)) done.push(part.uuid)
        }
        if (heard.stopped) hinder(parts.get(items.find((item) => item.seq === heard.stopped!.seq)?.uuid ?? ''), heard.stopped.code, now(), random())
        sent.forEach(release)
        arrived.push(...parcels.filter((parcel) => parcel.parts.every(isDone) && parcel.parts.some((part) => sent.includes(part))))
      }
      return undefined
    }, answer.kind === 'gap')
    if (done.length > 0) await store.dropBlobs(done)
    if (arrived.length > 0) told?.(arrived)
    return stop
  }
}

/** A receipt for every item up to the last one answered, in order, each of what was really sent. */
function isOurs(receipts: Receipt[], items: PushItem[], hashes: Map<string, string>): boolean {
  return receipts.every((receipt, index) => {
    const item = items[index]
    return item !== undefined && receipt.id === item.uuid && receipt.seq === item.seq && receipt.sha256 === hashes.get(item.uuid)
  })
}

/** The server was put back to an earlier day: what it had acknowledged since then goes again. */
function remember(parcels: Parcel[], last: number): void {
  for (const part of parcels.flatMap((parcel) => parcel.parts)) {
    if (part.state !== 'received' || isFile(part) || Number(part.receipt?.seq ?? 0) <= last) continue
    part.state = 'waiting'
    delete part.receipt
    delete part.receivedAt
  }
}

function hinder(part: Part | undefined, code: string, now: number, chance: number): void {
  if (!part) return
  if (code === 'unfinished') part.carried = false
  part.tries += 1
  part.retryAt = now + waitFor(part.tries, chance)
}

function pause(ledger: Ledger, now: number, chance: number, retryAfter = 0): Delivery {
  ledger.tries += 1
  ledger.retryAt = now + Math.max(waitFor(ledger.tries, chance), Math.min(retryAfter, waitFor.LONGEST))
  return 'later'
}

function verdict(parcels: Parcel[]): Delivery {
  const parts = parcels.flatMap((parcel) => parcel.parts)
  if (parts.every(isDone)) return 'all'
  return parts.some((part) => part.state === 'refused') ? 'refused' : 'later'
}
