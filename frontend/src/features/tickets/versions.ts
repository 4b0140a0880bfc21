/** The newest version of each ticket this page has heard of; an older one never replaces it. */
const newest = new Map<string, number>()
const MOST = 20_000

export const newestVersion = (ref: string): number => newest.get(ref) ?? 0

/** Notes a version; false when a newer one, or this one, is already known. */
export function noteVersion(ref: string, version: number): boolean {
  if (newestVersion(ref) >= version) return false
  if (newest.size > MOST) newest.clear()
  newest.set(ref, version)
  return true
}
export const forgetVersions = (): void => newest.clear()
