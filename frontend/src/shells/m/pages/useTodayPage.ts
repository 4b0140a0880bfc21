/** The day: what is due, in which order, how far away. */
import { computed, ref, type Ref } from 'vue'
import { type Draft, listDrafts } from '@/core/offline'
import { daysBetween, now } from '@/core/time'
import { useMe } from '@/features/accounts'
import { useTickets } from '@/features/tickets'
import { byRoute, byUrgency, metres, type Point, usePosition, useToday, withLamp } from '@/features/grid/m'

export type Order = 'byUrgency' | 'byRoute'
const order = ref<Order>('byUrgency')
const placeOf = (row: { enterprise: { lat: number | null; lon: number | null } }): Point | null =>
  row.enterprise.lat !== null && row.enterprise.lon !== null ? { lat: row.enterprise.lat, lon: row.enterprise.lon } : null

export function useTodayPage() {
  const me = useMe()
  const query = useToday()
  const held = useTickets({ mine: true, open: true, limit: 50 })
  const { spot, state, locate } = usePosition()
  const today = computed(() => query.data.value)
  const drafts: Ref<(Draft & { name: string })[]> = ref([])
  void listDrafts(String(me.value.id), 'visit/').then((rows) => (drafts.value = rows)).catch(() => undefined)

  const tickets = computed(() => [...held.rows.value].sort((a, b) => (a.due_at ?? '9').localeCompare(b.due_at ?? '9')))
  const lit = computed(() => (today.value?.due ?? []).map((due) => withLamp(due, tickets.value, today.value!.date)))
  const due = computed(() => (order.value === 'byRoute' ? byRoute(lit.value, placeOf, spot.value) : [...lit.value].sort(byUrgency)))
  const rows = computed(() => due.value.map((row) => ({ row, distance: spot.value && placeOf(row) ? metres(spot.value, placeOf(row)!) : null })))
  const stops = computed(() => due.value.flatMap((row) => {
    const at = placeOf(row)
    return at ? [{ id: row.enterprise.id, name: row.enterprise.short_name, at, lamp: row.lamp }] : []
  }))
  const ending = computed(() => tickets.value.filter((ticket) => ticket.due_at && daysBetween(now.value, ticket.due_at) === 0).length)

  async function choose(next: Order): Promise<void> {
    order.value = next
    if (next === 'byRoute' && !spot.value) await locate()
  }
  async function refresh(): Promise<void> {
    await Promise.all([query.refetch(), held.refetch()])
  }
  return { today, tickets, ticketsRead: computed(() => held.status.value !== 'pending'), rows, stops, ending, order, choose, drafts, refresh, spot, state, locate, error: query.error, loading: query.asyncStatus }
}
