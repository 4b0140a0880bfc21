/**
 * The order of travel from where one stands, not coming back. Up to `EXACT` stops it is the shortest there is, by
 * Held and Karp's table over subsets (n² 2ⁿ steps); beyond, a good one: nearest next, then improved by turning
 * stretches round and moving single stops until neither helps.
 */
import { metres, type Point } from './ground'

export const EXACT = 14
type Between = (from: number, to: number) => number

/** The shortest way through places 1 … count-1 beginning at place 0, as those places in order. */
export function shortest(count: number, between: Between): number[] {
  const stops = count - 1
  if (stops < 1) return []
  const all = 1 << stops
  const length = new Float64Array(all * stops).fill(Infinity)
  const before = new Int8Array(all * stops).fill(-1)
  for (let stop = 0; stop < stops; stop++) length[(1 << stop) * stops + stop] = between(0, stop + 1)
  for (let seen = 1; seen < all; seen++) {
    for (let last = 0; last < stops; last++) {
      const sofar = length[seen * stops + last]!
      if (sofar === Infinity) continue
      for (let next = 0; next < stops; next++) {
        if (seen & (1 << next)) continue
        const at = (seen | (1 << next)) * stops + next
        const reached = sofar + between(last + 1, next + 1)
        if (reached < length[at]!) { length[at] = reached; before[at] = last }
      }
    }
  }
  let seen = all - 1
  let last = 0
  for (let stop = 1; stop < stops; stop++) if (length[seen * stops + stop]! < length[seen * stops + last]!) last = stop
  const order: number[] = []
  while (last >= 0) {
    order.unshift(last + 1)
    const earlier = before[seen * stops + last]!
    seen &= ~(1 << last)
    last = earlier
  }
  return order
}

export const lengthOf = (order: readonly number[], between: Between): number =>
  order.reduce((sum, place, index) => sum + between(index ? order[index - 1]! : 0, place), 0)

/** A short way through any number of places: never longer than always going to the nearest next one. */
export function short(count: number, between: Between): number[] {
  let order: number[] = []
  const left = new Set(Array.from({ length: Math.max(0, count - 1) }, (_, index) => index + 1))
  for (let here = 0; left.size > 0;) {
    let nearest = -1
    for (const place of left) if (nearest < 0 || between(here, place) < between(here, nearest)) nearest = place
    order.push(nearest)
    left.delete(nearest)
    here = nearest
  }
  for (let better = true; better;) {
    better = false
    for (const tried of neighbours(order)) {
      if (lengthOf(tried, between) < lengthOf(order, between) - 1e-6) { order = tried; better = true; break }
    }
  }
  return order
}

function* neighbours(order: readonly number[]): Generator<number[]> {
  for (let from = 0; from < order.length; from++) {
    for (let to = from + 1; to < order.length; to++) {
      yield [...order.slice(0, from), ...order.slice(from, to + 1).reverse(), ...order.slice(to + 1)]
    }
    const rest = order.filter((_, index) => index !== from)
    for (let to = 0; to < order.length; to++) if (to !== from) yield [...rest.slice(0, to), order[from]!, ...rest.slice(to)]
  }
}

/** Stops in the order of travel from `start`, else from the first stop; what has no place on the map comes last. */
export function byRoute<T>(stops: readonly T[], place: (stop: T) => Point | null, start: Point | null): T[] {
  const placed = stops.filter((stop) => place(stop) !== null)
  const unplaced = stops.filter((stop) => place(stop) === null)
  const begins = start ? [] : placed.slice(0, 1)
  const rest = start ? placed : placed.slice(1)
  if (!rest.length) return [...placed, ...unplaced]
  const points = [start ?? place(begins[0]!)!, ...rest.map((stop) => place(stop)!)]
  const table = points.map((from) => points.map((to) => metres(from, to)))
  const between: Between = (from, to) => table[from]![to]!
  const order = (rest.length <= EXACT ? shortest : short)(points.length, between)
  return [...begins, ...order.map((index) => rest[index - 1]!), ...unplaced]
}
