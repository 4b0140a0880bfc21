/** A parcel: things made together that travel in order, each with its own identity, each sent until it is received. */
import type { ApiProblem, FieldError } from '@/core/api'
import { asProblem } from '@/core/api'

export type PartState = 'waiting' | 'sending' | 'received' | 'refused'
export interface Refusal { title: string; detail: string; fields: FieldError[] }
export interface Part {
  /** Client-made; also the Idempotency-Key, so a part sent twice is received once. */
  uuid: string
  kind: string
  label: string
  body: Record<string, unknown>
  blob?: Blob | null
  /** The part that must be received before this one can be sent. */
  after?: string
  state: PartState
  tries: number
  receivedAt?: number
  receipt?: Record<string, string>
  refusal?: Refusal
}
export interface Parcel {
  id: string
  owner: string
  kind: string
  title: string
  packedAt: number
  parts: Part[]
  /** The draft it was made from, to correct what the server refuses. */
  draft?: unknown
}

export type Sender = (part: Part, parcel: Parcel) => Promise<Record<string, string>>
export interface Post {
  send: Sender
  /** Called after every change of state, before the next step. */
  note: (parcel: Parcel) => Promise<void>
  now: () => number
}
/** all: everything received · later: the line or the server is down · refused: a part needs its author · signedOut */
export type Delivery = 'all' | 'later' | 'refused' | 'signedOut'

export const newPart = (part: Omit<Part, 'state' | 'tries'>): Part => ({ ...part, state: 'waiting', tries: 0 })
export const isSettled = (parcel: Parcel): boolean => parcel.parts.every((part) => part.state === 'received')
export const needsAuthor = (parcel: Parcel): boolean => parcel.parts.some((part) => part.state === 'refused')
export const receiptOf = (parcel: Parcel, uuid: string | undefined): Record<string, string> =>
  parcel.parts.find((part) => part.uuid === uuid)?.receipt ?? {}

const mayGo = (part: Part, parcel: Parcel): boolean =>
  part.state === 'waiting' && (!part.after || parcel.parts.some((other) => other.uuid === part.after && other.state === 'received'))

/** Sends what can be sent, in order. A lost line stops it and loses nothing; a refusal holds back only what depends on it. */
export async function deliver(parcel: Parcel, post: Post): Promise<Delivery> {
  // A page that died while sending does not know whether it was heard: the same identity is asked again.
  parcel.parts.forEach((part) => { if (part.state === 'sending') part.state = 'waiting' })
  for (const part of parcel.parts) {
    if (!mayGo(part, parcel)) continue
    part.state = 'sending'
    part.tries += 1
    await post.note(parcel)
    try {
      part.receipt = await post.send(part, parcel)
      part.state = 'received'
      part.receivedAt = post.now()
      part.blob = null
      delete part.refusal
      await post.note(parcel)
    } catch (error) {
      const verdict = judge(asProblem(error))
      part.state = verdict.state
      part.refusal = verdict.refusal
      await post.note(parcel)
      if (verdict.stop) return verdict.stop
    }
  }
  if (isSettled(parcel)) return 'all'
  return needsAuthor(parcel) ? 'refused' : 'later'
}

interface Verdict { state: PartState; stop?: Delivery; refusal?: Refusal }

function judge(problem: ApiProblem): Verdict {
  if (problem.status === 401 || problem.code.includes('csrf')) return { state: 'waiting', stop: 'signedOut' }
  if (problem.passing || problem.code === 'in_flight') return { state: 'waiting', stop: 'later' }
  return { state: 'refused', refusal: { title: problem.title, detail: problem.detail, fields: [...problem.fields] } }
}
