/** What the palette offers for the words typed so far: commands at once, tickets and enterprises when the server has answered. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { commands } from '@/core/commands'
import type { Lamp } from '@/core/api'
import type { IconName } from '@/core/ui'
import { fetchEnterprises } from '@/features/enterprises'
import { fetchTickets } from '@/features/tickets'
import { t } from '../words'

export interface Offer { id: string; group: string; title: string; note?: string; icon?: IconName; lamp?: Lamp; keys?: string; run: () => unknown }
const PAUSE = 180
const MOST = 6

export function usePalette() {
  const router = useRouter()
  const typed = ref('')
  const found = shallowRef<Offer[]>([])
  const searching = ref(false)
  const at = ref(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined
  onScopeDispose(() => { clearTimeout(timer); running?.abort() })

  async function search(text: string): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    const query = { search: text, limit: MOST }
    const [tickets, enterprises] = await Promise.allSettled([fetchTickets(query, mine.signal), fetchEnterprises(query, mine.signal)])
    if (mine.signal.aborted) return
    const rows: Offer[] = []
    if (tickets.status === 'fulfilled') {
      rows.push(...tickets.value.results.map((each) => ({
        id: each.ref, group: t('palette.tickets'), title: each.title, note: `${each.ref} · ${each.enterprise.short_name}`, lamp: each.lamp,
        run: () => router.push(`/tickets/${each.ref}`),
      })))
    }
    if (enterprises.status === 'fulfilled') {
      rows.push(...enterprises.value.results.map((each) => ({
        id: each.id, group: t('palette.enterprises'), title: each.name, icon: 'building' as const, run: () => router.push(`/enterprises/${each.id}`),
      })))
    }
    found.value = rows
    searching.value = false
  }

  watch(typed, (text) => {
    const wanted = text.trim()
    at.value = 0
    clearTimeout(timer)
    searching.value = wanted.length > 0
    if (!wanted) { running?.abort(); found.value = [] } else timer = setTimeout(() => void search(wanted), PAUSE)
  })

  const offers = computed<Offer[]>(() => {
    const wanted = typed.value.trim().toLowerCase()
    const fits = commands.value
      .filter((command) => !command.id.startsWith('find') && `${command.title()} ${command.words ?? ''}`.toLowerCase().includes(wanted))
      .map((command) => ({ id: command.id, group: command.group(), title: command.title(), icon: command.icon, keys: command.keys, run: command.run }))
    // What can be done to the ticket at hand comes before where else one could go.
    fits.sort((a, b) => Number(b.id.startsWith('verb.')) - Number(a.id.startsWith('verb.')))
    return wanted ? [...found.value, ...fits.slice(0, MOST)] : fits
  })
  const groups = computed(() => {
    const map = new Map<string, { offer: Offer; index: number }[]>()
    offers.value.forEach((offer, index) => map.set(offer.group, [...(map.get(offer.group) ?? []), { offer, index }]))
    return [...map]
  })
  const move = (by: number) => (at.value = offers.value.length ? (at.value + by + offers.value.length) % offers.value.length : 0)
  return { typed, offers, groups, at, move, searching }
}
