/** Where things are and in which order to walk them. Metres and degrees; pure. */
export interface Point { lat: number; lon: number }
const EARTH = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** The great circle between two points, in metres. */
export function metres(a: Point, b: Point): number {
  const high = Math.sin(radians(b.lat - a.lat) / 2) ** 2
  const wide = Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(high + wide)))
}

/** Always to the nearest next one, beginning at `start` (or at the first stop); what has no place on the map comes last. */
export function byRoute<T>(stops: readonly T[], place: (stop: T) => Point | null, start: Point | null): T[] {
  const left = stops.filter((stop) => place(stop) !== null)
  const walked: T[] = []
  let here = start ?? (left[0] ? place(left[0]) : null)
  while (left.length > 0 && here) {
    const from: Point = here
    let nearest = 0
    left.forEach((stop, index) => { if (metres(from, place(stop)!) < metres(from, place(left[nearest]!)!)) nearest = index })
    const [next] = left.splice(nearest, 1)
    walked.push(next!)
    here = place(next!)
  }
  return [...walked, ...stops.filter((stop) => place(stop) === null)]
}

export interface Frame { x: (point: Point) => number; y: (point: Point) => number; metresPerUnit: number }

/** Fits points into a box; a degree of longitude is shortened as it is on the ground. */
export function fit(points: readonly Point[], width: number, height: number, margin: number): Frame {
  const lats = points.map((point) => point.lat)
  const lons = points.map((point) => point.lon)
  const middle = { lat: (Math.min(...lats) + Math.max(...lats)) / 2, lon: (Math.min(...lons) + Math.max(...lons)) / 2 }
  const squeeze = Math.cos(radians(middle.lat))
  const wide = Math.max(0.004, (Math.max(...lons) - Math.min(...lons)) * squeeze)
  const high = Math.max(0.004, Math.max(...lats) - Math.min(...lats))
  const scale = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / high)
  return {
    x: (point) => width / 2 + (point.lon - middle.lon) * squeeze * scale,
    y: (point) => height / 2 - (point.lat - middle.lat) * scale,
    metresPerUnit: radians(1) * EARTH / scale,
  }
}

/** A round length that fits in `longest` metres: 100, 200, 500, 1000 … */
export function roundLength(longest: number): number {
  const power = 10 ** Math.floor(Math.log10(longest))
  return [5, 2, 1].map((step) => step * power).find((length) => length <= longest) ?? power
}
