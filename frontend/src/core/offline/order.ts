/** What may go next: words before pictures, in order within an enterprise, past whoever is stuck in another. */
import { isDone, isFile, type Parcel, type Part } from './parcel'
import { waitFor } from './wait'

const MOST_ITEMS = 20
const MOST_TEXT = 200_000

const isPaused = (part: Part, now: number): boolean =>
  part.retryAt !== undefined && part.retryAt > now && part.retryAt - now <= waitFor.LONGEST
const isOpen = (part: Part): boolean => part.state === 'waiting' || part.state === 'sending'

/** Numbered parts whose answer is missing first, in their order; then new ones up to twenty. */
export function batchOf(parcels: Parcel[], now: number): Part[] {
  const numbered = parcels.flatMap((parcel) => parcel.parts).filter((part) => isOpen(part) && part.seq !== undefined)
  const chosen = numbered.sort((a, b) => a.seq! - b.seq!).slice(0, MOST_ITEMS)
  // Until the numbered ones are answered, no new numbers are given behind the back of what is left of them.
  if (numbered.length > 0) return chosen
  const stuck = new Set<string>()
  let size = 0
  for (const parcel of [...parcels].sort((a, b) => a.packedAt - b.packedAt || (a.id < b.id ? -1 : 1))) {
    const chain = parcel.chain ?? parcel.id
    for (const part of parcel.parts) {
      if (!isOpen(part) || (isFile(part) && !part.carried)) continue
      const held = stuck.has(chain) && !isFile(part)
      if (held || isPaused(part, now) || !isFree(part, parcel, chosen)) {
        if (!isFile(part) && isPaused(part, now)) stuck.add(chain)
        continue
      }
      size += JSON.stringify(part.body).length
      if (chosen.length > 0 && (chosen.length === MOST_ITEMS || size > MOST_TEXT)) return chosen
      chosen.push(part)
    }
  }
  return chosen
}

function isFree(part: Part, parcel: Parcel, before: Part[]): boolean {
  const parent = part.after ? parcel.parts.find((other) => other.uuid === part.after) : undefined
  return parent === undefined || isDone(parent) || (!isFile(parent) && before.includes(parent))
}

/** Files whose bytes are still to be carried and whose visit or ticket has arrived. */
export function filesToCarry(parcels: Parcel[], now: number): Part[] {
  return parcels.flatMap((parcel) =>
    parcel.parts.filter((part) => isOpen(part) && isFile(part) && !part.carried && !isPaused(part, now) && isFree(part, parcel, [])),
  ).map((part) => ({ ...part }))
}
