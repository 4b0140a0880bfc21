import { describe, expect, it } from 'vitest'
import { byRoute, fit, metres, type Point, roundLength } from './route'

const gate: Point = { lat: 30.309, lon: 120.323 }
const north = (km: number): Point => ({ lat: gate.lat + km / 111.195, lon: gate.lon })
const stop = (name: string, at: Point | null) => ({ name, at })
const names = (stops: { name: string }[]) => stops.map(({ name }) => name).join('')

describe('the route', () => {
  it('measures as the ground does', () => {
    expect(metres(gate, north(1))).toBeCloseTo(1000, -1)
    expect(metres(gate, gate)).toBe(0)
  })
  it('goes to the nearest next one from where I stand', () => {
    const stops = [stop('丙', north(9)), stop('甲', north(1)), stop('乙', north(4))]
    expect(names(byRoute(stops, ({ at }) => at, gate))).toBe('甲乙丙')
    expect(names(byRoute(stops, ({ at }) => at, north(10)))).toBe('丙乙甲')
  })
  it('begins at the first stop when my place is unknown, and ends with those that have none', () => {
    const stops = [stop('无', null), stop('乙', north(4)), stop('甲', north(1)), stop('丙', north(9))]
    expect(names(byRoute(stops, ({ at }) => at, null))).toBe('乙甲丙无')
  })
  it('loses nobody', () => {
    const stops = Array.from({ length: 20 }, (_, index) => stop(String(index), index % 4 ? north((index * 7) % 11) : null))
    expect(new Set(byRoute(stops, ({ at }) => at, gate))).toEqual(new Set(stops))
    expect(byRoute([], () => gate, gate)).toEqual([])
  })
})

describe('the map', () => {
  it('keeps every point inside its margin, north up', () => {
    const points = [gate, north(2), { lat: 30.31, lon: 120.4 }]
    const frame = fit(points, 320, 200, 24)
    for (const point of points) {
      expect(frame.x(point)).toBeGreaterThanOrEqual(23.9)
      expect(frame.x(point)).toBeLessThanOrEqual(296.1)
      expect(frame.y(point)).toBeGreaterThanOrEqual(23.9)
      expect(frame.y(point)).toBeLessThanOrEqual(176.1)
    }
    expect(frame.y(north(2))).toBeLessThan(frame.y(gate))
  })
  it('does not zoom into a single point', () => {
    expect(fit([gate], 320, 200, 24).metresPerUnit).toBeGreaterThan(1)
  })
  it('has a scale one can say', () => {
    expect([roundLength(130), roundLength(470), roundLength(900), roundLength(2400)]).toEqual([100, 200, 500, 2000])
  })
})
