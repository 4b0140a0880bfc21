/** Chance by seed (mulberry32): the same seed gives the same faults. */
export class Chance {
  private state: number
  constructor(seed: number) { this.state = (seed * 2_654_435_761) >>> 0 }
  next = (): number => {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  hits = (share: number): boolean => this.next() < share
  upTo = (n: number): number => Math.floor(this.next() * n)
  uuid = (): string => {
    const hex = Array.from({ length: 4 }, () => Math.floor(this.next() * 4_294_967_296).toString(16).padStart(8, '0')).join('')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
  }
}
