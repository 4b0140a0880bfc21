import { expect, it } from 'vitest'
import { metres } from './ground'

it('measures as the ground does', () => {
  const gate = { lat: 30.309, lon: 120.323 }
  expect(metres(gate, { lat: gate.lat + 1 / 111.195, lon: gate.lon })).toBeCloseTo(1000, -1)
  expect(metres(gate, gate)).toBe(0)
})
