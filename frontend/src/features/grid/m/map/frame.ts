/** How points lie on a sheet: Mercator's projection, north up, in the 256-pixel tiles that every tile source cuts. */
import { EARTH, type Point, radians } from '../ground'

const TILE = 256
const DEEPEST = 17
/** The world is 1 wide and 1 high; 0,0 is the north-west corner. */
export const across = (lon: number): number => (lon + 180) / 360
export const down = (lat: number): number => (1 - Math.log(Math.tan(radians(lat)) + 1 / Math.cos(radians(lat))) / Math.PI) / 2

export interface Frame { x: (point: Point) => number; y: (point: Point) => number; metresPerUnit: number; scale: number; west: number; north: number }
export interface Tile { x: number; y: number; size: number; url: string }

/** Fits points into a box of this width and height, and never closer than some 400 m. */
export function fit(points: readonly Point[], width: number, height: number, margin: number): Frame {
  const xs = points.map((point) => across(point.lon))
  const ys = points.map((point) => down(point.lat))
  const middle = { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (Math.min(...ys) + Math.max(...ys)) / 2 }
  const least = 0.004 / 360
  const wide = Math.max(least, Math.max(...xs) - Math.min(...xs))
  const high = Math.max(least, Math.max(...ys) - Math.min(...ys))
  const scale = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / high)
  const lat = points.reduce((sum, point) => sum + point.lat, 0) / points.length
  return {
    x: (point) => width / 2 + (across(point.lon) - middle.x) * scale,
    y: (point) => height / 2 + (down(point.lat) - middle.y) * scale,
    metresPerUnit: (2 * Math.PI * EARTH * Math.cos(radians(lat))) / scale,
    scale,
    west: middle.x - width / 2 / scale,
    north: middle.y - height / 2 / scale,
  }
}

/** The tiles that lie under a sheet of this size. */
export function tilesUnder(frame: Frame, width: number, height: number, url: string): Tile[] {
  const zoom = Math.max(0, Math.min(DEEPEST, Math.round(Math.log2(frame.scale / TILE) + 0.5)))
  const count = 2 ** zoom
  const size = frame.scale / count
  const found: Tile[] = []
  for (let column = Math.floor(frame.west * count); column <= (frame.west + width / frame.scale) * count; column++) {
    for (let row = Math.floor(frame.north * count); row <= (frame.north + height / frame.scale) * count; row++) {
      const address = url.replace('{z}', String(zoom)).replace('{x}', String(column)).replace('{y}', String(row))
      found.push({ x: (column / count - frame.west) * frame.scale, y: (row / count - frame.north) * frame.scale, size, url: address })
    }
  }
  return found
}

/** A round length that fits in `longest` metres: 100, 200, 500, 1000 … */
export function roundLength(longest: number): number {
  const power = 10 ** Math.floor(Math.log10(longest))
  return [5, 2, 1].map((step) => step * power).find((length) => length <= longest) ?? power
}
