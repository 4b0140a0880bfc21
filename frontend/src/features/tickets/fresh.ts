/** Lists that frames cannot patch (a ticket they do not hold yet, the plan of the day) are asked for once things settle. */
import { useQueryCache } from '@pinia/colada'
import { onScopeDispose } from 'vue'
import type { Page, TicketCard } from '@/core/api'
import { type LiveEvent, onLive } from '@/core/live'

const SETTLES = 700
interface Held { pages: Page<TicketCard>[] }

/** Call once in a shell. `also` names other keys that any event of this reader may change. */
export function useFreshLists(also: readonly (readonly string[])[] = []): void {
  const cache = useQueryCache()
  let timer: ReturnType<typeof setTimeout> | undefined
  let lists = false
  onScopeDispose(() => clearTimeout(timer))

  const isHeld = (ref: string): boolean =>
    cache.getEntries({ key: ['tickets'] }).every((entry) => {
      const held = entry.state.value.data as Held | undefined
      return !entry.active || (held?.pages.some((page) => page.results.some((card) => card.ref === ref)) ?? true)
    })
  /** A change of state or of hands may move a ticket into a list or out of it. */
  const moves = (event: LiveEvent): boolean => {
    const card = event.data.card as TicketCard | undefined
    return Boolean(card?.ref) && (event.kind.startsWith('ticket_') || !isHeld(card!.ref))
  }

  onLive((batch) => {
    lists ||= batch.some(moves)
    timer ??= setTimeout(() => {
      timer = undefined
      if (lists) void cache.invalidateQueries({ key: ['tickets'] })
      also.forEach((key) => void cache.invalidateQueries({ key: [...key] }))
      lists = false
    }, SETTLES * (1 + Math.random()))
  })
}
