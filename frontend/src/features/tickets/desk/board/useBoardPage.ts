/** The board in columns: what is shown, what is only counted, and what each unit carries. */
import { computed } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import type { Lamp, TicketCard, TicketState } from '@/core/api'
import { COLUMN_LENGTH, countIn, GROUPS, loadByUnit, pressing } from '../../model'
import { useBoard } from '../../queries'
import { useBoardFilters } from './useBoardFilters'

export type ColumnKey = 'intake' | 'dispatch' | 'acknowledge' | 'handling' | 'hold' | 'verify'
export interface Column {
  key: ColumnKey; states: readonly TicketState[]; cards: TicketCard[]; total: number; red: number; yellow: number; hidden: number
  ledger: RouteLocationRaw
}

export function useBoardPage() {
  const filters = useBoardFilters()
  const { board, status, error, refetch, asyncStatus } = useBoard(filters.filter)
  /** The strip shows every team even while the columns show one. */
  const cut = computed(() => Boolean(filters.unit.value))
  const whole = useBoard(() => ({ category: filters.category.value ?? undefined }), cut)
  const counters = computed(() => (cut.value ? whole.board.value : board.value)?.counters ?? [])
  const loads = computed(() => loadByUnit(counters.value))

  /** What is shown whole is counted from what is shown; only beyond that do the server's counters speak. */
  function contents(states: readonly TicketState[]) {
    const lists = states.map((state) => board.value?.columns[state] ?? [])
    const all = lists.flat()
    const whole = lists.every((list) => list.length < COLUMN_LENGTH)
    const count = (lamp?: Lamp) =>
      whole ? all.filter((card) => !lamp || card.lamp === lamp).length : countIn(board.value?.counters ?? [], states, lamp)
    return { all, count }
  }
  const columns = computed<Column[]>((before) =>
    GROUPS.map(({ key, states }, index) => {
      const lamp = filters.lamp.value as Lamp | null
      const { all, count } = contents(states)
      const cards = (lamp ? all.filter((card) => card.lamp === lamp) : all).sort(pressing).slice(0, COLUMN_LENGTH)
      const total = count(lamp ?? undefined)
      const column: Column = {
        key: key as ColumnKey, states, cards, total, red: count('red'), yellow: count('yellow'), hidden: Math.max(0, total - cards.length),
        ledger: ledgerOf(states),
      }
      return same(before?.[index], column) ? before![index]! : column
    }),
  )
  const totals = computed(() => {
    const counts = GROUPS.map(({ states }) => contents(states).count)
    const sum = (lamp?: Lamp) => counts.reduce((total, count) => total + count(lamp), 0)
    return { open: sum(), red: sum('red'), yellow: sum('yellow') }
  })
  function ledgerOf(states: readonly TicketState[]): RouteLocationRaw {
    const { unit, category, lamp } = filters
    return {
      path: '/tickets',
      query: { state: states.join(','), unit: unit.value ?? undefined, category: category.value ?? undefined, lamp: lamp.value ?? undefined },
    }
  }
  const nothing = computed(() => Boolean(board.value) && totals.value.open === 0)
  return { ...filters, board, status, error, refetch, asyncStatus, columns, totals, loads, nothing }
}

/** A column that shows the same as before stays the same object, so that it is not drawn and measured anew. */
function same(before: Column | undefined, next: Column): boolean {
  if (!before || before.cards.length !== next.cards.length) return false
  const figures = (column: Column) => [column.total, column.red, column.yellow, JSON.stringify(column.ledger)].join()
  return figures(before) === figures(next) && before.cards.every((card, index) => card === next.cards[index])
}
