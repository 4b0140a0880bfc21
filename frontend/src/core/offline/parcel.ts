/** A parcel: things made together that travel in order, each with its own identity, each sent until it has its receipt. */
import type { FieldError } from '@/core/api'

/** held: received and kept, but somebody must vouch for it before it counts. */
export type PartState = 'waiting' | 'sending' | 'received' | 'held' | 'refused'
export interface Refusal {
  code: string
  title: string
  detail: string
  fields: FieldError[]
  /** Whatever else the server told: both contents of a conflict, both hashes. */
  extras?: Record<string, unknown>
}
/** What the server said of one item; only one that matches what was sent makes it received. */
export interface Receipt {
  id: string
  kind: string
  seq: number
  sha256: string
  outcome: 'stored' | 'held' | 'refused'
  received_at: string
  result: Record<string, unknown> | null
  problem: Record<string, unknown> | null
}
export interface Part {
  /** Client-made when the draft was opened; a part sent twice under it is received once. */
  uuid: string
  kind: string
  label: string
  body: Record<string, unknown>
  /** The part that must be received before this one can be sent. */
  after?: string
  state: PartState
  tries: number
  /** Its number, from the moment it is first sent until the server said what became of it. */
  seq?: number
  /** Not before this moment. */
  retryAt?: number
  /** A file's bytes: their hash and size; how many the server has; whether it has them all. */
  sha256?: string
  size?: number
  sent?: number
  carried?: boolean
  receivedAt?: number
  /** The server's answer in short: the number of a ticket, the moment. */
  receipt?: Record<string, string>
  refusal?: Refusal
  /** Only while it is packed: the store keeps bytes apart. */
  blob?: Blob | null
}
export interface Parcel {
  id: string
  owner: string
  kind: string
  title: string
  packedAt: number
  /** What keeps its order: an enterprise. Parcels of other chains overtake. */
  chain?: string
  parts: Part[]
  /** The draft it was made from, to correct what the server refuses. */
  draft?: unknown
}
/** What this device and the server last agreed on. */
export interface Ledger { device: string; last: number; tries: number; retryAt: number }

/** all: nothing left to send · later: the line or the server is down, or something waits its turn · refused: a part needs
 * its author · signedOut · closed: the account may not be used here any more */
export type Delivery = 'all' | 'later' | 'refused' | 'signedOut' | 'closed'

export const newPart = (part: Omit<Part, 'state' | 'tries'>): Part => ({ ...part, state: 'waiting', tries: 0 })
export const isDone = (part: Part): boolean => part.state === 'received' || part.state === 'held'
export const isSettled = (parcel: Parcel): boolean => parcel.parts.every((part) => part.state === 'received')
export const isUnsent = (parcel: Parcel): boolean => parcel.parts.some((part) => !isDone(part))
export const needsAuthor = (parcel: Parcel): boolean => parcel.parts.some((part) => part.state === 'refused')
export const receiptOf = (parcel: Parcel, uuid: string | undefined): Record<string, string> =>
  parcel.parts.find((part) => part.uuid === uuid)?.receipt ?? {}
export const isFile = (part: Part): boolean => part.sha256 !== undefined
