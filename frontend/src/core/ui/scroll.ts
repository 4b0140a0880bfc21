/** Where each screen was scrolled to, by its place in the history: "back" returns to the same line. */
const places = new Map<string, number>()
const MOST = 60
const here = (): string => `${String(window.history.state?.position)} ${location.pathname}`
let screens = 0

export function rememberScroll(top: number): void {
  places.set(here(), top)
  if (places.size > MOST) places.delete(places.keys().next().value!)
}
export const scrolledTo = (): number => places.get(here()) ?? 0

/** False for the first screen of the page. */
export const arrivedBefore = (): boolean => screens++ > 0
