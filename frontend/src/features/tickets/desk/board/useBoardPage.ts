/** The board in columns: what is shown, what is only counted, and what each unit carries. */
import { computed } from 'vue'
import type { Lamp, TicketCard, TicketState } from '@/core/api'
import { countIn, GROUPS, loadByUnit, OPEN, pressing } from '../../model'
import { useBoard } from '../../queries'
import { useBoardFilters } from './useBoardFilters'

export type ColumnKey = 'intake' | 'dispatch' | 'acknowledge' | 'handling' | 'hold' | 'verify'
export interface Column {
  key: ColumnKey; states: readonly TicketState[]; cards: TicketCard[]; total: number; red: number; yellow: number; hidden: number
}

export function useBoardPage() {
  const filters = useBoardFilters()
  const { board, status, error, refetch, asyncStatus } = useBoard(filters.filter)
  /** The strip shows every team even while the columns show one. */
  const cut = computed(() => Boolean(filters.unit.value))
  const whole = useBoard(() => ({ category: filters.category.value ?? undefined }), cut)
  const counters = computed(() => (cut.value ? whole.board.value : board.value)?.counters ?? [])
  const loads = computed(() => loadByUnit(counters.value))

  const columns = computed<Column[]>(() =>
    GROUPS.map(({ key, states }) => {
      const lamp = filters.lamp.value as Lamp | null
      const held = board.value?.counters ?? []
      const all = states.flatMap((state) => board.value?.columns[state] ?? [])
      const cards = (lamp ? all.filter((card) => card.lamp === lamp) : all).sort(pressing).slice(0, 50)
      const total = countIn(held, states, lamp ?? undefined)
      return {
        key: key as ColumnKey, states, cards, total, red: countIn(held, states, 'red'), yellow: countIn(held, states, 'yellow'),
        hidden: Math.max(0, total - cards.length),
      }
    }),
  )
  const totals = computed(() => board.value?.totals ?? { open: 0, red: 0, yellow: 0 })
  const ledgerOf = (column: Column) => ({
    path: '/tickets',
    query: {
      state: column.states.join(','), unit: filters.unit.value ?? undefined, category: filters.category.value ?? undefined,
      lamp: filters.lamp.value ?? undefined,
    },
  })
  const nothing = computed(() => Boolean(board.value) && countIn(board.value!.counters, OPEN) === 0)
  return { ...filters, board, status, error, refetch, asyncStatus, columns, totals, loads, ledgerOf, nothing }
}
