/** The ledger's conditions live in the address; its rows grow page by page. */
import { computed } from 'vue'
import { type LocationQueryValue, useRoute, useRouter } from 'vue-router'
import type { TicketQuery, TicketState } from '@/core/api'
import { OPEN } from '../../model'
import { useTickets } from '../../queries'

const NAMES = ['search', 'state', 'lamp', 'unit', 'category', 'priority', 'enterprise', 'holder', 'mine'] as const
type Name = (typeof NAMES)[number]

const text = (value: LocationQueryValue | LocationQueryValue[] | undefined): string | undefined =>
  (Array.isArray(value) ? value[0] : value) ?? undefined

export function useLedger() {
  const route = useRoute()
  const router = useRouter()
  const given = (name: Name) => text(route.query[name]) || undefined
  const set = (change: Partial<Record<Name | 'open', string | number | boolean | null | undefined>>) => {
    const written = Object.entries(change).map(([name, value]) => [name, value ? String(value) : undefined])
    return router.replace({ query: { ...route.query, ...Object.fromEntries(written) } })
  }
  const field = (name: Name) => computed<string | null>({ get: () => given(name) ?? null, set: (value) => void set({ [name]: value }) })

  const unit = computed<number | null>({ get: () => Number(given('unit')) || null, set: (value) => void set({ unit: value }) })
  const open = computed<boolean>({ get: () => route.query.open === 'true', set: (value) => void set({ open: value }) })
  /** Several states come from a link of the board; the choice shows the one when there is one. */
  const state = computed<TicketState | null>({
    get: () => OPEN.concat(['closed', 'declined', 'withdrawn', 'merged']).find((each) => each === given('state')) ?? null,
    set: (value) => void set({ state: value }),
  })
  const query = computed<TicketQuery>(() => ({
    ...Object.fromEntries(NAMES.map((name) => [name, given(name)])), unit: unit.value ?? undefined,
    mine: given('mine') === 'true' || undefined, holder: Number(given('holder')) || undefined, open: open.value || undefined,
  }))
  const conditions = computed(() => NAMES.filter((name) => given(name)).length + Number(open.value))
  const clear = () => router.replace({ query: {} })
  return {
    search: field('search'), state, lamp: field('lamp'), unit, category: field('category'), priority: field('priority'), open, query, conditions, clear,
    list: useTickets(query),
  }
}
