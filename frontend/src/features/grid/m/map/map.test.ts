import { describe, expect, it } from 'vitest'
import { metres, type Point } from '../ground'
import { drawnIn, toGcj02 } from './datum'
import { fit, roundLength, tilesUnder } from './frame'

const gate: Point = { lat: 30.309, lon: 120.323 }
const north = (km: number): Point => ({ lat: gate.lat + km / 111.195, lon: gate.lon })

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
  it('measures as the ground does', () => {
    const frame = fit([gate, north(2)], 320, 200, 24)
    expect((frame.y(gate) - frame.y(north(2))) * frame.metresPerUnit).toBeCloseTo(2000, -1)
  })
  it('does not zoom into a single point', () => {
    expect(fit([gate], 320, 200, 24).metresPerUnit).toBeGreaterThan(1)
  })
  it('has a scale one can say', () => {
    expect([roundLength(130), roundLength(470), roundLength(900), roundLength(2400)]).toEqual([100, 200, 500, 2000])
  })
  it('asks a tile source for what covers the sheet, and for no more', () => {
    const tiles = tilesUnder(fit([gate, north(2)], 320, 200, 24), 320, 200, 'https://tiles.example/{z}/{x}/{y}.png')
    expect(Math.min(...tiles.map((tile) => tile.x))).toBeLessThanOrEqual(0)
    expect(Math.max(...tiles.map((tile) => tile.x + tile.size))).toBeGreaterThanOrEqual(320)
    expect(Math.max(...tiles.map((tile) => tile.y + tile.size))).toBeGreaterThanOrEqual(200)
    expect(tiles.length).toBeLessThanOrEqual(12)
    expect(tiles[0]!.url).toMatch(/^https:\/\/tiles\.example\/1\d\/\d+\/\d+\.png$/)
  })
})

describe('a datum', () => {
  it('is converted only where something is drawn, by the published shift', () => {
    const known: [Point, Point][] = [
      [{ lat: 31.1774276, lon: 121.5272106 }, { lat: 31.17530398364597, lon: 121.531541859215 }],
      [{ lat: 22.543847, lon: 113.912316 }, { lat: 22.540796131694766, lon: 113.9171764808363 }],
      [{ lat: 39.911954, lon: 116.377817 }, { lat: 39.91334545536069, lon: 116.38404722455657 }],
    ]
    for (const [given, expected] of known) expect(metres(toGcj02(given), expected)).toBeLessThan(0.5)
    expect(metres(gate, toGcj02(gate))).toBeGreaterThan(300)
    expect(metres(gate, toGcj02(gate))).toBeLessThan(700)
  })
  it('is left alone by a source in WGS-84, and outside China', () => {
    expect(drawnIn('wgs84')(gate)).toEqual(gate)
    expect(toGcj02({ lat: 48.2, lon: 16.4 })).toEqual({ lat: 48.2, lon: 16.4 })
  })
})
