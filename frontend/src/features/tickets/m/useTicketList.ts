/** Mine or the team's, cut by how pressing they are. The choice stays in the address, so that "back" returns to it. */
import { computed, onScopeDispose, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { TicketQuery } from '@/core/api'
import { useMe } from '@/features/accounts'
import { ENDED } from '../model'
import { useTickets } from '../queries'

export type Whose = 'mine' | 'team'
export const CUTS = ['open', 'pressing', 'ended', 'all'] as const
export type Cut = (typeof CUTS)[number]
const TYPING = 300

const QUERIES: Record<Cut, TicketQuery> = { open: { open: true }, pressing: { open: true, lamp: 'red,yellow' }, ended: { state: ENDED.join(',') }, all: {} }

export function useTicketList() {
  const me = useMe()
  const route = useRoute()
  const router = useRouter()
  const search = ref(String(route.query.q ?? ''))
  const wanted = ref(search.value)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(search, (text) => {
    clearTimeout(timer)
    timer = setTimeout(() => (wanted.value = text.trim()), TYPING)
  })
  onScopeDispose(() => clearTimeout(timer))

  const inAddress = <T extends string>(name: string, first: T) => computed<T>({
    get: () => (route.query[name] as T | undefined) ?? first,
    set: (value) => void router.replace({ query: { ...route.query, [name]: value === first ? undefined : value } }),
  })
  const whose = inAddress<Whose>('of', 'mine')
  const cut = inAddress<Cut>('show', 'open')
  const unit = computed(() => me.value.units[0])
  const query = computed<TicketQuery>(() => ({
    ...QUERIES[cut.value], ...(whose.value === 'mine' ? { mine: true } : { unit: unit.value?.id }), search: wanted.value || undefined,
  }))
  return { search, whose, cut, hasTeam: computed(() => Boolean(unit.value)), ...useTickets(query) }
}
