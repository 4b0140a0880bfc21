/** A disk that survives kills: what a step wrote is there whole or not at all; it may be full, and may die at any wait. */
import type { OutboxStore, State } from '../courier'
import { isSettled, type Parcel } from '../parcel'

export class Killed extends Error {}
export class QuotaFull extends Error {}

export class Disk {
  private readonly open = new Map<string, string>()
  private readonly settled = new Map<string, string>()
  private ledger: string
  readonly bytes = new Map<string, Blob>()

  constructor(device: string) {
    this.ledger = JSON.stringify({ device, last: 0, tries: 0, retryAt: 0 })
  }

  put(parcel: Parcel): void {
    const text = JSON.stringify(parcel)
    const done = isSettled(parcel)
    ;(done ? this.open : this.settled).delete(parcel.id)
    ;(done ? this.settled : this.open).set(parcel.id, text)
  }

  all(): Parcel[] {
    return [...this.open.values(), ...this.settled.values()].map((text) => JSON.parse(text) as Parcel)
  }

  unsettled(): number {
    return this.open.size
  }

  /** The disk as one run of the app sees it; `wait` is every moment at which that run may be killed. */
  mount(wait: (where: string) => void): OutboxStore {
    return {
      change: <T>(step: (state: State) => T, all = false): Promise<T> => {
        wait('before a write')
        const texts = all ? [...this.open, ...this.settled] : [...this.open]
        const state: State = { parcels: texts.map(([, text]) => JSON.parse(text) as Parcel), ledger: JSON.parse(this.ledger) as State['ledger'] }
        const result = step(state)
        const changed = state.parcels.filter((parcel, index) => JSON.stringify(parcel) !== texts[index]?.[1])
        wait('at the commit')
        changed.forEach((parcel) => this.put(parcel))
        this.ledger = JSON.stringify(state.ledger)
        wait('after a write')
        return Promise.resolve(result)
      },
      blob: (uuid) => {
        wait('before reading bytes')
        return Promise.resolve(this.bytes.get(uuid))
      },
      dropBlobs: (uuids) => {
        wait('before dropping bytes')
        uuids.forEach((uuid) => this.bytes.delete(uuid))
        return Promise.resolve()
      },
    }
  }
}
