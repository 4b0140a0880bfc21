/** Points on the ground. Degrees in WGS-84, lengths in metres; pure. */
export interface Point { lat: number; lon: number }
export const EARTH = 6_371_000
export const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** The great circle between two points, in metres. */
export function metres(a: Point, b: Point): number {
  const high = Math.sin(radians(b.lat - a.lat) / 2) ** 2
  const wide = Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(high + wide)))
}
