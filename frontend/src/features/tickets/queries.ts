/** What the screens read about tickets, each under one cache key that live frames patch. */
import { useQuery } from '@pinia/colada'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { type TicketCard, type TicketQuery, usePages } from '@/core/api'
import { noteSnapshot, useTopics } from '@/core/live'
import { type BoardFilter, fetchBoard, fetchOverview, fetchTicket, fetchTickets, fetchTimeline } from './api'
import { useUntilChecked } from './untilChecked'
import { newestVersion } from './versions'

const keep = <T extends object>(query: T): T =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== null)) as T

export const boardKey = (filter: BoardFilter) => ['board', keep(filter)] as const
export const ticketKey = (ref: string) => ['ticket', ref] as const
export const timelineKey = (ref: string) => ['timeline', ref] as const

export function useBoard(filter: MaybeRefOrGetter<BoardFilter>, enabled: MaybeRefOrGetter<boolean> = true) {
  const query = useQuery({
    key: () => [...boardKey(toValue(filter))],
    query: async ({ signal }) => {
      const board = await fetchBoard(keep(toValue(filter)), signal)
      noteSnapshot(board.epoch, board.as_of)
      return board
    },
    enabled: () => toValue(enabled),
    meta: { steady: true },
    placeholderData: (previous) => previous,
  })
  return { ...query, board: computed(() => query.data.value) }
}

export function useTicket(ref: MaybeRefOrGetter<string>) {
  useTopics(() => (toValue(ref) ? [`ticket.${toValue(ref)}`] : []))
  const query = useQuery({
    key: () => [...ticketKey(toValue(ref))],
    query: async ({ signal }) => {
      const ticket = await fetchTicket(toValue(ref), signal)
      // A frame may have overtaken the answer: what is older than a frame already shown is asked for again.
      return ticket.version < newestVersion(ticket.ref) ? fetchTicket(toValue(ref), signal) : ticket
    },
    enabled: () => Boolean(toValue(ref)),
    staleTime: 0,
  })
  const ticket = computed(() => query.data.value)
  useUntilChecked(ticket, query.refetch)
  return { ...query, ticket }
}

export const useTimeline = (ref: MaybeRefOrGetter<string>) =>
  useQuery({
    key: () => [...timelineKey(toValue(ref))],
    query: ({ signal }) => fetchTimeline(toValue(ref), signal),
    enabled: () => Boolean(toValue(ref)),
    staleTime: 0,
  })

export const useTickets = (query: MaybeRefOrGetter<TicketQuery>) =>
  usePages<TicketCard>(
    () => ['tickets', keep(toValue(query)) as Record<string, string>],
    (cursor, signal) => fetchTickets({ ...keep(toValue(query)), cursor }, signal),
  )

export const useOverview = () => useQuery({ key: ['overview'], query: ({ signal }) => fetchOverview(signal) })
