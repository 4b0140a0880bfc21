/** A phone in the field: its owner makes visits all day, its battery dies, its clock jumps, somebody else borrows it. */
import { Courier } from '../courier'
import { httpLine } from '../line'
import { isDone, newPart, type Parcel } from '../parcel'
import { hashOf } from '../sha256'
import { Chance } from './chance'
import { Disk, Killed, QuotaFull } from './disk'
import type { SimServer } from './server'
import { CALM, STORM, stormyFetch } from './weather'

export interface Findings { visits: number; items: number; runs: number; kills: number; violations: string[] }
const YEAR = 365 * 86_400_000
const MOST_RUNS = 4_000
const STORM_RUNS = 400
const PHOTO = new Blob([new Uint8Array(700)])
const PHOTO_HASH = 'f'.repeat(64)
const NEVER = new AbortController().signal

export class Phone {
  private readonly chance: Chance
  private readonly disk: Disk
  private readonly made: Parcel[] = []
  private readonly found: Findings = { visits: 0, items: 0, runs: 0, kills: 0, violations: [] }
  private clock = Date.parse('2020-03-12T01:00:00Z')
  private signedIn = true
  private borrowed = false
  private dying = 0
  private readonly green = new Set<string>()

  constructor(seed: number, private readonly user: string, private readonly server: SimServer) {
    this.chance = new Chance(seed)
    this.disk = new Disk(this.chance.uuid())
  }

  async live(visits: number): Promise<Findings> {
    let waiting: Parcel | null = null
    for (this.found.runs = 0; this.found.runs < MOST_RUNS; this.found.runs += 1) {
      const storm = this.found.runs < STORM_RUNS
      if (waiting === null && this.made.length < visits) waiting = this.visit()
      // A full disk refuses the visit; its draft is still there and is packed when there is room.
      if (waiting && !(storm && this.chance.hits(0.05))) {
        this.keep(waiting)
        waiting = null
      }
      this.mishaps(storm)
      await this.run(storm)
      this.look()
      this.mend()
      if (this.made.length === visits && waiting === null && this.disk.unsettled() === 0) break
    }
    this.audit(visits)
    return this.found
  }

  private visit(): Parcel {
    const { chance } = this
    const visit = newPart({ uuid: chance.uuid(), kind: 'visit', label: '', body: { summary: `缺工 ${chance.upTo(99)} 人`, ...(chance.hits(0.03) && { refuse: true }) } })
    const ticket = chance.hits(0.6) ? [newPart({ uuid: chance.uuid(), kind: 'ticket', label: '', body: { text: '包车', ...(chance.hits(0.03) && { refuse: true }) }, after: visit.uuid })] : []
    const photo = chance.hits(0.4) ? [newPart({ uuid: chance.uuid(), kind: 'visit_photo', label: '', body: { sha256: PHOTO_HASH }, sha256: PHOTO_HASH, size: PHOTO.size, after: visit.uuid })] : []
    return { id: visit.uuid, owner: this.user, kind: 'visit', title: '', packedAt: this.clock, chain: String(chance.upTo(6)), parts: [visit, ...ticket, ...photo] }
  }

  private keep(parcel: Parcel): void {
    parcel.parts.forEach((part) => part.sha256 && this.disk.bytes.set(part.uuid, PHOTO))
    this.disk.put(parcel)
    this.made.push(parcel)
    this.found.visits += 1
    this.found.items += parcel.parts.length
  }

  private mishaps(storm: boolean): void {
    this.clock += this.chance.upTo(120_000)
    if (storm && this.chance.hits(0.01)) this.clock += this.chance.hits(0.5) ? YEAR : -YEAR
    this.signedIn = !(storm && this.chance.hits(0.03))
    this.borrowed = storm && this.chance.hits(0.02)
    this.dying = storm && this.chance.hits(0.35) ? 1 + this.chance.upTo(14) : 0
  }

  private async run(storm: boolean): Promise<void> {
    let dead = false
    /** Every wait of the app is a moment at which the battery may die; nothing that runs after it does anything. */
    const wait = (where: string): void => {
      if (!dead && this.dying > 0) dead = (this.dying -= 1) === 0
      if (dead) throw new Killed(where)
      if (storm && where === 'at the commit' && this.chance.hits(0.01)) throw new QuotaFull()
    }
    const reader = () => (this.signedIn ? (this.borrowed ? `${this.user}0` : this.user) : null)
    const fetch = stormyFetch(this.server, this.chance, () => (storm ? STORM : CALM), reader, wait)
    const line = httpLine({ fetch, user: this.user, headers: () => ({}), patience: () => NEVER })
    const courier = new Courier({ store: this.disk.mount(wait), line, now: () => this.clock, random: this.chance.next })
    try {
      await courier.run(this.chance.hits(0.3))
    } catch (error) {
      if (error instanceof Killed) this.found.kills += 1
      else if (!(error instanceof QuotaFull)) throw error
    }
  }

  /** Green means that the server has exactly these bytes. */
  private look(): void {
    for (const part of this.disk.all().flatMap((parcel) => parcel.parts)) {
      if (part.state !== 'received' || this.green.has(part.uuid)) continue
      this.green.add(part.uuid)
      if (this.server.stored.get(part.uuid) !== hashOf(JSON.stringify(part.body))) this.violate(`green without the server: ${part.uuid}`)
    }
  }

  /** The author corrects what was refused. */
  private mend(): void {
    for (const parcel of this.disk.all()) {
      const refused = parcel.parts.filter((part) => part.state === 'refused')
      if (refused.length === 0) continue
      for (const part of refused) {
        if (!('refuse' in part.body)) this.violate(`refused for nothing: ${part.uuid} ${part.refusal?.code}`)
        delete part.body.refuse
        delete part.refusal
        part.state = 'waiting'
      }
      this.disk.put(parcel)
    }
  }

  private audit(visits: number): void {
    if (this.made.length < visits || this.disk.unsettled() > 0) this.violate(`stuck: ${this.disk.unsettled()} parcels after ${this.found.runs} runs`)
    const here = new Map(this.disk.all().flatMap((parcel) => parcel.parts.map((part) => [part.uuid, part])))
    for (const { uuid } of this.made.flatMap((parcel) => parcel.parts)) {
      const times = this.server.effects.get(uuid) ?? 0
      if (times !== 1) this.violate(`${uuid} took effect ${times} times`)
      if (this.server.owners.get(uuid) !== this.user) this.violate(`${uuid} went under another's name`)
      if (!here.has(uuid) || !isDone(here.get(uuid)!)) this.violate(`${uuid} is not received here`)
    }
  }

  private violate(what: string): void {
    if (this.found.violations.length < 20) this.found.violations.push(what)
  }
}
