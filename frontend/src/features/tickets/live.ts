/** Live frames into the cache: boards and lists are patched, an open ticket is fetched anew. */
import { useQueryCache } from '@pinia/colada'
import { onScopeDispose } from 'vue'
import { type Board, type Page, refetch, type TicketCard, type TicketDetail } from '@/core/api'
import { type LiveEvent, onLive, onResync } from '@/core/live'
import { useMeta } from '@/features/grid'
import type { BoardFilter } from './api'
import { type CardChange, patchBoard, type Place } from './model'
import { ticketKey, timelineKey } from './queries'
import { forgetVersions, noteVersion } from './versions'

const REFETCH_AFTER = 3_000

export function changeOf(event: LiveEvent): CardChange | null {
  const card = event.data.card as TicketCard | undefined
  if (!card?.ref) return null
  return { seq: event.seq, card, before: (event.data.before as Place) ?? null, after: (event.data.after as Place) ?? null }
}

/** Call once in a shell. `cut` are the units whose tickets a reader's board holds; without it, all. */
export function useTicketsLive(cut: () => ReadonlySet<number> | null = () => null): void {
  const cache = useQueryCache()
  const { parents } = useMeta()
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))

  function patchBoards(changes: CardChange[]): void {
    let dirty = false
    for (const entry of cache.getEntries({ key: ['board'] })) {
      const board = entry.state.value.data as Board | undefined
      if (!board) continue
      const filter = entry.key[1] as BoardFilter
      const mine = cut()
      const accepts = (unit: number, category: string) =>
        (!mine || mine.has(unit)) &&
        (!filter.unit || filter.unit === unit) &&
        (!filter.category || filter.category === category || parents.value.get(category) === filter.category)
      const patched = patchBoard(board, changes, { accepts })
      dirty ||= patched.dirty && entry.active
      if (patched.board !== board) cache.setQueryData(entry.key as string[], patched.board)
    }
    if (dirty) refetchBoards()
  }

  /** Every watcher hears the same frame: spread what few fetches remain, so they do not arrive together. */
  function refetchBoards(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      void refetch(cache, { key: ['board'] })
    }, REFETCH_AFTER * (1 + Math.random()))
  }

  function patchLists(cards: Map<string, TicketCard>): void {
    const swap = (held: TicketCard) => {
      const next = cards.get(held.ref)
      return next && next.version > held.version ? next : held
    }
    for (const entry of cache.getEntries({ key: ['tickets'] })) {
      const data = entry.state.value.data as { pages: Page<TicketCard>[]; pageParams: unknown[] } | undefined
      if (!data?.pages.some((page) => page.results.some((held) => swap(held) !== held))) continue
      const pages = data.pages.map((page) => ({ ...page, results: page.results.map(swap) }))
      cache.setQueryData(entry.key as string[], { ...data, pages })
    }
  }

  function refreshTickets(cards: Map<string, TicketCard>): void {
    for (const card of cards.values()) {
      const entry = cache.get([...ticketKey(card.ref)])
      const ticket = entry?.state.value.data as TicketDetail | undefined
      if (!entry || !ticket) continue
      if (ticket.version < card.version) cache.setQueryData([...ticketKey(card.ref)], { ...ticket, ...card })
      void refetch(cache, { key: [...ticketKey(card.ref)] })
      void refetch(cache, { key: [...timelineKey(card.ref)] })
    }
  }

  /** A changed calendar moves deadlines: open pages of a ticket read it anew, boards once for many. */
  function followCalendar(batch: readonly LiveEvent[]): void {
    for (const { kind, data } of batch) {
      if (kind === 'deadline_moved') void cache.invalidateQueries({ key: ['ticket', data.ref as string] })
      if (kind === 'deadline_moved') void cache.invalidateQueries({ key: [...timelineKey(data.ref as string)] })
      if (kind !== 'deadlines_recounted') continue
      refetchBoards()
      void cache.invalidateQueries({ key: ['calendar'] })
      if (data.finished) void cache.invalidateQueries({ key: ['meta'] })
      if (data.finished) void cache.invalidateQueries({ key: ['tickets'] })
    }
  }

  onResync(forgetVersions)
  onLive((batch) => {
    followCalendar(batch)
    const changes = batch.map(changeOf).filter((change): change is CardChange => change !== null)
    if (changes.length === 0) return
    patchBoards(changes)
    const cards = new Map<string, TicketCard>()
    for (const { card } of changes) if (noteVersion(card.ref, card.version)) cards.set(card.ref, card)
    patchLists(cards)
    refreshTickets(cards)
  })
}
