/** Pure decisions about tickets on screen: order, groups, counters. */
import type { Ability, Board, BoardCounter, Lamp, TicketCard, TicketDetail, TicketState } from '@/core/api'

export const OPEN: readonly TicketState[] = [
  'submitted', 'need_info', 'accepted', 'assigned', 'handling', 'redo', 'on_hold', 'resolved', 'verifying',
]
export const ENDED: readonly TicketState[] = ['closed', 'declined', 'withdrawn', 'merged']
export const LAMPS: readonly Lamp[] = ['red', 'yellow', 'blue', 'green', 'grey', 'none']
export const isOpen = (state: TicketState): boolean => OPEN.includes(state)

export interface Group { key: string; states: readonly TicketState[] }
export const GROUPS: readonly Group[] = [
  { key: 'intake', states: ['submitted', 'need_info'] },
  { key: 'dispatch', states: ['accepted'] },
  { key: 'acknowledge', states: ['assigned'] },
  { key: 'handling', states: ['handling', 'redo'] },
  { key: 'hold', states: ['on_hold'] },
  { key: 'verify', states: ['resolved', 'verifying'] },
]
/** As many as anyone can take in; the rest is a link to the ledger. */
export const COLUMN_LENGTH = 50

const lampRank = new Map(LAMPS.map((lamp, index) => [lamp, index]))

/** The most pressing first: overdue before at risk, then by due moment, then the oldest. */
export function pressing(a: TicketCard, b: TicketCard): number {
  const byLamp = (lampRank.get(a.lamp) ?? 9) - (lampRank.get(b.lamp) ?? 9)
  if (byLamp !== 0) return byLamp
  if (a.due_at !== b.due_at) return (a.due_at ?? '9999') < (b.due_at ?? '9999') ? -1 : 1
  return a.submitted_at < b.submitted_at ? -1 : a.submitted_at > b.submitted_at ? 1 : 0
}

/** Where a ticket counts on the board; unit 0 is "with no unit yet". */
export interface Place { unit: number; category: string; state: TicketState; lamp: Lamp }
export interface CardChange { seq: number; card: TicketCard; before: Place | null; after: Place | null }
export interface Patched { board: Board; dirty: boolean }
export interface Slice { accepts: (unit: number, category: string) => boolean }

const placeOf = (card: TicketCard): Place => ({
  unit: card.unit?.id ?? 0, category: card.category.code, state: card.state, lamp: card.lamp,
})

function shift(counters: Map<string, BoardCounter>, place: Place, by: number): void {
  const key = `${place.unit}|${place.state}|${place.lamp}`
  const held = counters.get(key) ?? { unit: place.unit, state: place.state, lamp: place.lamp, count: 0 }
  counters.set(key, { ...held, count: Math.max(0, held.count + by) })
}

/**
 * The board after some changes. `dirty` says that it can no longer be told from frames alone (a change without its
 * former place, or a column that ran short while the server has more) and should be fetched once more.
 */
export function patchBoard(board: Board, changes: readonly CardChange[], slice: Slice): Patched {
  const fresh = changes.filter((change) => change.seq > board.as_of)
  if (fresh.length === 0) return { board, dirty: false }
  const columns: Board['columns'] = { ...board.columns }
  const counters = new Map(board.counters.map((held) => [`${held.unit}|${held.state}|${held.lamp}`, held]))
  let dirty = false
  for (const { card, before, after } of fresh) {
    const known = takeOut(columns, card.ref)
    if (known && known.version > card.version) {
      putIn(columns, known)
      continue
    }
    const was = before ?? (known ? placeOf(known) : null)
    const is = after ?? placeOf(card)
    dirty ||= after === null && was === null
    if (was && slice.accepts(was.unit, was.category)) shift(counters, was, -1)
    const accepted = slice.accepts(is.unit, is.category)
    if (accepted) shift(counters, is, 1)
    if (accepted && isOpen(card.state)) putIn(columns, card)
  }
  const left = [...counters.values()].filter((held) => held.count > 0)
  const patched = { ...board, columns, counters: left, totals: totalsOf(left), as_of: fresh[fresh.length - 1]!.seq }
  return { board: patched, dirty: dirty || ranShort(patched) }
}

function takeOut(columns: Board['columns'], ref: string): TicketCard | undefined {
  for (const state of OPEN) {
    const held = columns[state]?.find((card) => card.ref === ref)
    if (!held) continue
    columns[state] = columns[state]!.filter((card) => card.ref !== ref)
    return held
  }
  return undefined
}

function putIn(columns: Board['columns'], card: TicketCard): void {
  columns[card.state] = [...(columns[card.state] ?? []), card].sort(pressing).slice(0, COLUMN_LENGTH)
}

export function countIn(counters: readonly BoardCounter[], states: readonly TicketState[], lamp?: Lamp): number {
  return counters.reduce((sum, held) => (states.includes(held.state) && (!lamp || held.lamp === lamp) ? sum + held.count : sum), 0)
}

function totalsOf(counters: readonly BoardCounter[]): Board['totals'] {
  return { open: countIn(counters, OPEN), red: countIn(counters, OPEN, 'red'), yellow: countIn(counters, OPEN, 'yellow') }
}

function ranShort(board: Board): boolean {
  return OPEN.some((state) => {
    const shown = board.columns[state]?.length ?? 0
    return shown < COLUMN_LENGTH / 2 && shown < countIn(board.counters, [state])
  })
}

/** What a unit carries, for the heat strip. */
export function loadByUnit(counters: readonly BoardCounter[]): Map<number, { open: number; red: number; yellow: number }> {
  const loads = new Map<number, { open: number; red: number; yellow: number }>()
  for (const { unit, state, lamp, count } of counters) {
    if (!unit || !isOpen(state)) continue
    const load = loads.get(unit) ?? { open: 0, red: 0, yellow: 0 }
    load.open += count
    if (lamp === 'red' || lamp === 'yellow') load[lamp] += count
    loads.set(unit, load)
  }
  return loads
}

/** What carries a ticket on from each state, the first possible one foremost. */
const NEXT: Partial<Record<TicketState, readonly string[]>> = {
  submitted: ['accept', 'assign'], need_info: ['supplement'], accepted: ['assign'], assigned: ['rule_objection', 'acknowledge'],
  handling: ['decide_extension', 'resolve', 'record_contact'], on_hold: ['resume'], resolved: ['confirm', 'start_callback'],
  verifying: ['confirm', 'close'], redo: ['acknowledge', 'resolve'],
}

/** The verbs in the order a hand looks for them: what carries on, the rest as the server said, what ends it last. */
export function ranked({ state, abilities, clocks }: Pick<TicketDetail, 'state' | 'abilities' | 'clocks'>): { ability: Ability; next: boolean }[] {
  const awaited = clocks.some((clock) => clock.kind === 'first_contact' && clock.state === 'running')
  const next = awaited ? ['record_contact', ...(NEXT[state] ?? [])] : (NEXT[state] ?? [])
  const place = (ability: Ability) => {
    const at = next.indexOf(ability.verb)
    return at >= 0 ? at : ability.danger ? 200 : 100
  }
  return [...abilities].sort((a, b) => place(a) - place(b)).map((ability) => ({ ability, next: next.includes(ability.verb) }))
}
