import { describe, expect, it } from 'vitest'
import { metres, type Point } from './ground'
import { byRoute, EXACT, lengthOf, short, shortest } from './tour'

const gate: Point = { lat: 30.309, lon: 120.323 }
const north = (km: number): Point => ({ lat: gate.lat + km / 111.195, lon: gate.lon })
const stop = (name: string, at: Point | null) => ({ name, at })
const names = (stops: { name: string }[]) => stops.map(({ name }) => name).join('')

/** The same towns for the same seed (mulberry32). */
function towns(count: number, seed: number) {
  let state = seed
  const chance = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const points = Array.from({ length: count }, () => ({ lat: 30.2 + chance() * 0.2, lon: 120.3 + chance() * 0.4 }))
  return (from: number, to: number) => metres(points[from]!, points[to]!)
}

function* permutations(rest: number[], done: number[] = []): Generator<number[]> {
  if (!rest.length) yield done
  for (const next of rest) yield* permutations(rest.filter((one) => one !== next), [...done, next])
}

describe('the order of travel', () => {
  it('is as short as the best of all orders', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const count = 2 + (seed % 7)
      const between = towns(count, seed)
      const all = [...permutations(Array.from({ length: count - 1 }, (_, index) => index + 1))]
      const best = Math.min(...all.map((order) => lengthOf(order, between)))
      const found = shortest(count, between)
      expect([...found].sort((a, b) => a - b)).toEqual(all[0])
      expect(lengthOf(found, between)).toBeCloseTo(best, 6)
    }
  })
  it('asks for no more lengths than the table has steps', () => {
    const between = towns(EXACT + 1, 7)
    let asked = 0
    shortest(EXACT + 1, (from, to) => { asked += 1; return between(from, to) })
    expect(asked).toBe(EXACT + EXACT * (EXACT - 1) * 2 ** (EXACT - 2))
  })
  it('is never longer than going to the nearest next one, for any number of stops', () => {
    for (const count of [5, 14, 30]) {
      const between = towns(count, count)
      const left = new Set(Array.from({ length: count - 1 }, (_, index) => index + 1))
      const greedy: number[] = []
      for (let here = 0; left.size; here = greedy[greedy.length - 1]!) {
        const next = [...left].sort((a, b) => between(here, a) - between(here, b))[0]!
        greedy.push(next)
        left.delete(next)
      }
      const found = short(count, between)
      expect(new Set(found).size).toBe(count - 1)
      expect(lengthOf(found, between)).toBeLessThanOrEqual(lengthOf(greedy, between) + 1e-6)
    }
  })
})

describe('the stops of a day', () => {
  it('are walked along the way from where I stand', () => {
    const stops = [stop('丙', north(9)), stop('甲', north(1)), stop('乙', north(4))]
    expect(names(byRoute(stops, ({ at }) => at, gate))).toBe('甲乙丙')
    expect(names(byRoute(stops, ({ at }) => at, north(10)))).toBe('丙乙甲')
  })
  it('do not send me to and fro as the nearest next one would', () => {
    const stops = [stop('甲', north(-1)), stop('乙', north(1.2)), stop('丙', north(-4))]
    expect(names(byRoute(stops, ({ at }) => at, gate))).toBe('乙甲丙')
  })
  it('begin at the first when my place is unknown, and end with those that have none', () => {
    const stops = [stop('无', null), stop('乙', north(4)), stop('甲', north(1)), stop('丙', north(9))]
    expect(names(byRoute(stops, ({ at }) => at, null))).toBe('乙甲丙无')
  })
  it('lose nobody', () => {
    const stops = Array.from({ length: 20 }, (_, index) => stop(String(index), index % 4 ? north((index * 7) % 11) : null))
    expect(new Set(byRoute(stops, ({ at }) => at, gate))).toEqual(new Set(stops))
    expect(byRoute([], () => gate, gate)).toEqual([])
    expect(byRoute([stop('无', null)], ({ at }) => at, null)).toHaveLength(1)
  })
})
