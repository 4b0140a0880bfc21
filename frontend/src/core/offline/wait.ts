/** How long to wait before the next try: doubling from two seconds to five minutes, by chance half of it or all. */
const FIRST = 2_000
const LONGEST = 300_000

export function waitFor(tries: number, chance: number): number {
  return Math.min(LONGEST, FIRST * 2 ** Math.min(tries - 1, 20)) * (0.5 + chance / 2)
}
/** A pause that seems longer comes from a clock that was set back, and is over. */
waitFor.LONGEST = LONGEST
