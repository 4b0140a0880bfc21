import { describe, expect, it } from 'vitest'
import type { Board, TicketCard } from '@/core/api'
import { type CardChange, countIn, loadByUnit, patchBoard, type Place, pressing, ranked } from './model'

const unit = (id: number) => ({ id, name: `${id}组`, name_en: `Team ${id}`, kind: 'grid_team' as const })
const card = (over: Partial<TicketCard> = {}): TicketCard => ({
  ref: 'QT-1', uuid: 'u', version: 1, title: '返岗', state: 'assigned', lamp: 'green', priority: 'normal',
  category: { code: 'labour', name: '用工', name_en: 'Labour' }, enterprise: { id: 'e', name: '甲', short_name: '甲' },
  unit: unit(3), holder: null, due_at: '2020-03-12T09:00:00Z', submitted_at: '2020-03-10T09:00:00Z', updated_at: '',
  rung: 0, rung_state: '', rung_since: null, supervised: '', urged: 0, returned: 0, redone: 0, on_the_spot: false, tasks_done: 0, tasks_total: 0, ...over,
})
const place = (over: Partial<Place> = {}): Place => ({ unit: 3, category: 'labour', state: 'assigned', lamp: 'green', ...over })
const board = (over: Partial<Board> = {}): Board => ({
  epoch: 'e', as_of: 10, columns: { assigned: [card()] },
  counters: [{ unit: 3, state: 'assigned', lamp: 'green', count: 1 }], totals: { open: 1, red: 0, yellow: 0 }, ...over,
})
const everything = { accepts: () => true }
const change = (seq: number, next: Partial<TicketCard>, before: Place | null = place()): CardChange => {
  const after = card({ version: 2, ...next })
  return { seq, card: after, before, after: place({ unit: after.unit?.id ?? 0, state: after.state, lamp: after.lamp }) }
}

describe('the board', () => {
  it('moves a card and its count together', () => {
    const { board: next, dirty } = patchBoard(board(), [change(11, { state: 'handling', lamp: 'red' })], everything)
    expect(next.columns.assigned).toEqual([])
    expect(next.columns.handling?.[0]?.version).toBe(2)
    expect(next.counters).toEqual([{ unit: 3, state: 'handling', lamp: 'red', count: 1 }])
    expect(next.totals).toEqual({ open: 1, red: 1, yellow: 0 })
    expect(next.as_of).toBe(11)
    expect(dirty).toBe(false)
  })

  it('ignores what the snapshot already holds', () => {
    const start = board()
    expect(patchBoard(start, [change(10, { state: 'handling' })], everything).board).toBe(start)
  })

  it('counts a ticket it never showed', () => {
    const start = board({ columns: {}, counters: [{ unit: 3, state: 'assigned', lamp: 'green', count: 80 }] })
    const { board: next } = patchBoard(start, [change(11, { ref: 'QT-9', state: 'closed', lamp: 'none' })], everything)
    expect(countIn(next.counters, ['assigned'])).toBe(79)
    expect(next.totals.open).toBe(79)
  })

  it('lets a ticket leave a board cut to another unit', () => {
    const slice = { accepts: (id: number) => id === 3 }
    const { board: next } = patchBoard(board(), [change(11, { unit: unit(4) })], slice)
    expect(next.columns.assigned).toEqual([])
    expect(next.totals.open).toBe(0)
  })

  it('keeps the newer card when frames arrive late', () => {
    const start = board({ columns: { assigned: [card({ version: 5 })] } })
    const { board: next } = patchBoard(start, [change(11, { state: 'handling', version: 4 })], everything)
    expect(next.columns.assigned?.[0]?.version).toBe(5)
  })

  it('asks for a new snapshot when a column runs short', () => {
    const start = board({ counters: [{ unit: 3, state: 'assigned', lamp: 'green', count: 60 }] })
    expect(patchBoard(start, [change(11, { state: 'closed', lamp: 'none' })], everything).dirty).toBe(true)
  })
})

describe('pressing', () => {
  it('puts overdue first, then the earlier moment, then the older ticket', () => {
    const order = [
      card({ ref: 'd', lamp: 'green', due_at: null }), card({ ref: 'c', lamp: 'green', due_at: '2020-03-12T09:00:00Z' }),
      card({ ref: 'a', lamp: 'red' }), card({ ref: 'b', lamp: 'yellow' }),
    ].sort(pressing).map((held) => held.ref)
    expect(order).toEqual(['a', 'b', 'c', 'd'])
  })
})

it('weighs what each unit carries', () => {
  const loads = loadByUnit([
    { unit: 1, state: 'handling', lamp: 'red', count: 2 }, { unit: 1, state: 'assigned', lamp: 'green', count: 3 },
    { unit: 1, state: 'closed', lamp: 'none', count: 9 }, { unit: 0, state: 'submitted', lamp: 'green', count: 4 },
  ])
  expect(loads.get(1)).toEqual({ open: 5, red: 2, yellow: 0 })
  expect(loads.size).toBe(1)
})

describe('the verbs', () => {
  const ability = (verb: string, danger = false) => ({ verb, needs: [], reason_required: false, danger })
  it('begin with what carries on and end with what ends it', () => {
    const abilities = [ability('decline', true), ability('ask_info'), ability('assign'), ability('urge')]
    expect(ranked({ state: 'accepted', abilities, clocks: [] }).map((each) => each.ability.verb)).toEqual(['assign', 'ask_info', 'urge', 'decline'])
  })
  it('put the first contact before the result while it is awaited', () => {
    const clock = { kind: 'first_contact', round: 1, state: 'running', budget_seconds: 1, started_at: '', due_at: null, original_due_at: '', stopped_at: null, lamp: 'green', used_seconds: 0, running_since: '', late_seconds: 0, version: 1 } as const
    const abilities = [ability('resolve'), ability('record_contact')]
    expect(ranked({ state: 'handling', abilities, clocks: [clock] })[0]?.ability.verb).toBe('record_contact')
    expect(ranked({ state: 'handling', abilities, clocks: [] })[0]?.ability.verb).toBe('resolve')
  })
})
