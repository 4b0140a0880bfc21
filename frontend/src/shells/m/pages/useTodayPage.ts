/** The day: what is due, in which order, how far away. */
import { computed, ref, type Ref, shallowRef, watch } from 'vue'
import { type Draft, listDrafts } from '@/core/offline'
import { daysBetween, now } from '@/core/time'
import { useMe } from '@/features/accounts'
import { useTickets } from '@/features/tickets'
import { byHand, byUrgency, type DueVisit, keepOrder, keptOrder, loadTour, metres, moved, type Order, type Point, usePosition, useToday, withLamp } from '@/features/grid/m'

const placeOf = (row: DueVisit): Point | null =>
  row.enterprise.lat !== null && row.enterprise.lon !== null ? { lat: row.enterprise.lat, lon: row.enterprise.lon } : null
const idOf = (row: DueVisit): string => row.enterprise.id

export function useTodayPage() {
  const me = useMe()
  const owner = String(me.value.id)
  const query = useToday()
  const held = useTickets({ mine: true, open: true, limit: 50 })
  const { spot, state, locate } = usePosition()
  const today = computed(() => query.data.value)
  const drafts: Ref<(Draft & { name: string })[]> = ref([])
  void listDrafts(owner, 'visit/').then((rows) => (drafts.value = rows)).catch(() => undefined)

  const order = ref<Order>('byUrgency')
  const hand = ref<string[]>([])
  const walked = shallowRef<DueVisit[]>([])
  const far = (row: DueVisit): number => (spot.value && placeOf(row) ? metres(spot.value, placeOf(row)!) : Infinity)

  const tickets = computed(() => [...held.rows.value].sort((a, b) => (a.due_at ?? '9').localeCompare(b.due_at ?? '9')))
  const lit = computed(() => (today.value?.due ?? []).map((due) => withLamp(due, tickets.value, today.value!.date)))
  const urgent = computed(() => [...lit.value].sort((a, b) => byUrgency(a, b, (row) => (spot.value ? far(row) : 0))))
  const due = computed(() => ({ byUrgency: urgent.value, byRoute: walked.value, byHand: byHand(urgent.value, idOf, hand.value) })[order.value])
  const rows = computed(() => due.value.map((row) => ({ row, distance: Number.isFinite(far(row)) ? far(row) : null })))
  const stops = computed(() => due.value.flatMap((row) => {
    const at = placeOf(row)
    return at ? [{ id: row.enterprise.id, name: row.enterprise.short_name, at, lamp: row.lamp }] : []
  }))
  /** The length of the way through all stops in the order shown, from here. */
  const total = computed(() => [...(spot.value ? [spot.value] : []), ...stops.value.map((stop) => stop.at)]
    .reduce((sum, point, index, way) => (index ? sum + metres(way[index - 1]!, point) : 0), 0))
  const ending = computed(() => tickets.value.filter((ticket) => ticket.due_at && daysBetween(now.value, ticket.due_at) === 0).length)

  watch([urgent, spot, order], async () => {
    if (order.value !== 'byRoute') return
    const { byRoute } = await loadTour()
    walked.value = byRoute(urgent.value, placeOf, spot.value)
  }, { immediate: true })
  watch(() => today.value?.date, async (date) => {
    if (!date) return
    const kept = await keptOrder(owner, date)
    order.value = kept.order
    hand.value = kept.ids
  }, { immediate: true })

  const remember = () => (today.value ? keepOrder(owner, { date: today.value.date, order: order.value, ids: hand.value }) : undefined)
  async function choose(next: Order): Promise<void> {
    if (next === 'byHand' && !hand.value.length) hand.value = due.value.map(idOf)
    if (next === 'byRoute') {
      walked.value = due.value
      if (!spot.value) await locate()
    }
    order.value = next
    void remember()
  }
  function move(from: number, to: number): void {
    hand.value = moved(due.value.map(idOf), from, to)
    void remember()
  }
  async function refresh(): Promise<void> {
    await Promise.all([query.refetch(), held.refetch()])
  }
  return { today, tickets, ticketsRead: computed(() => held.status.value !== 'pending'), rows, stops, total, ending, order, choose, move, drafts, refresh, spot, state, locate, error: query.error, loading: query.asyncStatus }
}
