/**
 * Points are kept in WGS-84. Chinese tile sources draw in GCJ-02, which lies 300 to 700 m away; only what is drawn
 * over such tiles is shifted, nothing that is stored or sent. The polynomial is the published approximation of the
 * shift, good to some metres; outside China both datums are the same.
 */
import { type Point, radians } from '../ground'

export type Datum = 'wgs84' | 'gcj02'
const AXIS = 6_378_245
const FLATNESS = 0.006_693_421_622_965_943

const outside = ({ lat, lon }: Point): boolean => lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271
const wave = (value: number, steps: readonly (readonly [number, number])[]): number =>
  (steps.reduce((sum, [height, pace]) => sum + height * Math.sin(value * pace * Math.PI), 0) * 2) / 3

function shift(x: number, y: number): { east: number; north: number } {
  const ripple = wave(x, [[20, 6], [20, 2]])
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + ripple + wave(y, [[20, 1], [40, 1 / 3], [160, 1 / 12], [320, 1 / 30]])
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + ripple + wave(x, [[20, 1], [40, 1 / 3], [150, 1 / 12], [300, 1 / 30]])
  return { east, north }
}

/** A WGS-84 point as GCJ-02 writes it. */
export function toGcj02(point: Point): Point {
  if (outside(point)) return point
  const { east, north } = shift(point.lon - 105, point.lat - 35)
  const bulge = 1 - FLATNESS * Math.sin(radians(point.lat)) ** 2
  return {
    lat: point.lat + (north * 180) / (((AXIS * (1 - FLATNESS)) / (bulge * Math.sqrt(bulge))) * Math.PI),
    lon: point.lon + (east * 180) / ((AXIS / Math.sqrt(bulge)) * Math.cos(radians(point.lat)) * Math.PI),
  }
}

export const drawnIn = (datum: Datum) => (datum === 'gcj02' ? toGcj02 : (point: Point): Point => point)
