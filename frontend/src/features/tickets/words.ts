import { defineWords } from '@/core/i18n'
import type { EventData, EventKind } from '@/generated/events'
import zh from './i18n/zh-Hans.json'

export const { t, find } = defineWords(zh, () => import('./i18n/en.json'))

/** The kinds of events that happen to a ticket. */
export type TicketEventKind = 'deadline_moved' | { [K in EventKind]: EventData[K] extends { card: unknown } ? K : never }[EventKind]
/** Where an event's sentence stands. A kind that the server may send and that has no sentence does not compile. */
export const sentenceKey = (kind: TicketEventKind): Parameters<typeof t>[0] => `events.${kind}`
