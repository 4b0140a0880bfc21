/** A server that keeps the rules of the protocol, held against protocol.cases.json like the real one. */
import type { PushItem } from '../courier'
import type { Receipt } from '../parcel'
import { hashOf } from '../sha256'

interface Place { last: number; receipts: Map<number, Receipt>; byItem: Map<string, Receipt> }
interface Upload { size: number; sha256: string; bytes: number }
export interface Problem { status: number; code: string; [extra: string]: unknown }
export type Answered = { status: 200; receipts: Receipt[]; last: number; stopped: { seq: number; code: string } | null } | Problem

class Refused extends Error {
  constructor(readonly code: string, readonly outcome: 'refused' | 'held' = 'refused') { super(code) }
}
class Crashed extends Error {
  constructor(readonly code: string) { super(code) }
}
const isProblem = (error: unknown): error is Problem => typeof error === 'object' && error !== null && 'status' in error

export class SimServer {
  readonly places = new Map<string, Place>()
  /** What took effect: item to how often, and the hash of what was stored. */
  readonly effects = new Map<string, number>()
  readonly stored = new Map<string, string>()
  readonly owners = new Map<string, string>()
  readonly uploads = new Map<string, Upload>()
  /** Fails an item for a reason of its own: a crash of the server. */
  crashes: (item: PushItem) => boolean = () => false

  push(user: string, sent: { user: number; device: string; items: PushItem[] }): Answered {
    if (String(sent.user) !== user) return { status: 401, code: 'other_user' }
    const place = this.place(`${user}/${sent.device}`)
    const receipts: Receipt[] = []
    let stopped: { seq: number; code: string } | null = null
    for (const item of sent.items) {
      try {
        receipts.push(this.take(place, item, user))
      } catch (error) {
        if (isProblem(error) && receipts.length === 0) return error
        stopped = { seq: item.seq, code: isProblem(error) ? error.code : (error as Crashed).code }
        break
      }
    }
    return { status: 200, receipts, last: place.last, stopped }
  }

  private place(key: string): Place {
    if (!this.places.has(key)) this.places.set(key, { last: 0, receipts: new Map(), byItem: new Map() })
    return this.places.get(key)!
  }

  private take(place: Place, item: PushItem, user: string): Receipt {
    const sha256 = hashOf(item.body)
    const known = place.receipts.get(item.seq)
    if (known && known.id !== item.uuid) throw { status: 409, code: 'number_taken', last: place.last, receipt: known } satisfies Problem
    if (known && known.sha256 !== sha256) throw { status: 422, code: 'other_body', sent_hash: sha256, stored_hash: known.sha256 } satisfies Problem
    if (known) return known
    if (item.seq !== place.last + 1) throw { status: 409, code: 'gap', last: place.last, missing: [place.last + 1, item.seq - 1] } satisfies Problem
    const receipt: Receipt = { id: item.uuid, kind: item.kind, seq: item.seq, sha256, outcome: 'stored', received_at: '', result: null, problem: null }
    try {
      receipt.result = this.once(place, item, sha256, user)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      receipt.outcome = error.outcome
      receipt.problem = { code: error.code }
    }
    place.last = item.seq
    place.receipts.set(item.seq, receipt)
    place.byItem.set(item.uuid, receipt)
    return receipt
  }

  private once(place: Place, item: PushItem, sha256: string, user: string): Record<string, unknown> {
    const parent = item.after ? place.byItem.get(item.after) : undefined
    if (parent?.outcome === 'held') throw new Refused('held', 'held')
    if (parent?.outcome === 'refused') throw new Refused('after_refused')
    const before = this.stored.get(item.uuid)
    if (before !== undefined && before !== sha256) throw new Refused('other_body')
    const body = JSON.parse(item.body) as Record<string, unknown>
    const result = typeof body.sha256 === 'string' ? { sha256: body.sha256 } : {}
    if (before !== undefined) return result
    if (body.refuse) throw new Refused('invalid')
    if (body.hold) throw new Refused('held', 'held')
    if (body.crash || this.crashes(item)) throw new Crashed('crashed')
    if (body.wait || (typeof body.sha256 === 'string' && !this.finish(`${user}/${item.uuid}`))) throw new Crashed('unfinished')
    this.stored.set(item.uuid, sha256)
    this.owners.set(item.uuid, user)
    this.effects.set(item.uuid, (this.effects.get(item.uuid) ?? 0) + 1)
    return result
  }

  begin(key: string, size: number, sha256: string, first: number): Upload {
    const upload = this.uploads.get(key) ?? { size, sha256, bytes: 0 }
    if (upload.bytes === 0) upload.bytes = Math.min(first, size)
    this.uploads.set(key, upload)
    return upload
  }

  piece(key: string, offset: number, length: number): Upload | undefined {
    const upload = this.uploads.get(key)
    if (upload && offset === upload.bytes && offset + length <= upload.size) upload.bytes += length
    return upload
  }

  private finish(key: string): boolean {
    const upload = this.uploads.get(key)
    if (!upload || upload.bytes < upload.size) return false
    this.uploads.delete(key)
    return true
  }
}
