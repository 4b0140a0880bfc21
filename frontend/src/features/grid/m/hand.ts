/** The order a cadre has put the day into by hand: kept on this phone, for this day. */
import { keepNote, readNote } from '@/core/offline'

const NOTE = 'order of the day'
export type Order = 'byUrgency' | 'byRoute' | 'byHand'
interface KeptOrder { date: string; order: Order; ids: string[] }

export async function keptOrder(owner: string, date: string): Promise<KeptOrder> {
  const held = await readNote<KeptOrder>(owner, NOTE).catch(() => undefined)
  return held?.date === date ? held : { date, order: 'byUrgency', ids: [] }
}
export const keepOrder = (owner: string, kept: KeptOrder): Promise<void> =>
  keepNote(owner, NOTE, { ...kept, ids: [...kept.ids] }).catch(() => undefined)

/** Rows as they were put; what has come since stands behind, in the order it came in. */
export function byHand<T>(rows: readonly T[], idOf: (row: T) => string, ids: readonly string[]): T[] {
  const rank = new Map(ids.map((id, index) => [id, index]))
  const at = (row: T) => rank.get(idOf(row)) ?? ids.length
  return [...rows].sort((a, b) => at(a) - at(b))
}

/** The list with one taken out and put in elsewhere. */
export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  const rest = rows.filter((_, index) => index !== from)
  const place = Math.max(0, Math.min(rest.length, to))
  return [...rest.slice(0, place), rows[from]!, ...rest.slice(place)]
}
