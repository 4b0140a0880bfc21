/** Bytes in pieces, from where the server says it stands; three files at a time. */
import type { Ports } from './courier'
import type { Delivery, Part } from './parcel'
import { refusalOf } from './receipt'
import { waitFor } from './wait'

/** here: the server has `offset` bytes · unknown: it has no such upload · refused: it will never take it */
export type PieceAnswer =
  | { kind: 'here'; offset: number }
  | { kind: 'unknown' }
  | { kind: 'refused'; problem: Record<string, unknown> }
  | { kind: 'away'; retryAfter?: number }
  | { kind: 'signedOut' }
  | { kind: 'closed' }
export interface BytesLine {
  begin: (part: { uuid: string; sha256: string; size: number }, first: Blob) => Promise<PieceAnswer>
  standing: (uuid: string) => Promise<PieceAnswer>
  piece: (uuid: string, offset: number, bytes: Blob) => Promise<PieceAnswer>
}

export const PIECE = 256 * 1024
/** A rest of half a piece goes along, so that a usual photo of 300 KB is one request and not two. */
const LARGEST = PIECE * 1.5
const TOGETHER = 3
const ATTEMPTS = 40

export async function carry(files: Part[], ports: Ports): Promise<Delivery | undefined> {
  const waiting = [...files]
  let stop: Delivery | undefined
  const lane = async (): Promise<void> => {
    for (let file = waiting.shift(); file && !stop; file = waiting.shift()) stop ??= await one(file, ports)
  }
  const ends = await Promise.allSettled(Array.from({ length: Math.min(TOGETHER, files.length) }, lane))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
  return stop
}

async function one(file: Part, ports: Ports): Promise<Delivery | undefined> {
  const bytes = await ports.store.blob(file.uuid)
  if (!bytes) return note(file, ports, (part) => Object.assign(part, { state: 'refused', refusal: refusalOf({ code: 'bytes_missing' }) }))
  const facts = { uuid: file.uuid, sha256: file.sha256!, size: bytes.size }
  let answer: PieceAnswer = file.sent ? await ports.line.standing(file.uuid) : { kind: 'unknown' }
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (answer.kind === 'unknown') answer = await ports.line.begin(facts, pieceAt(bytes, 0))
    if (answer.kind === 'unknown') break
    if (answer.kind === 'signedOut' || answer.kind === 'closed') return answer.kind
    if (answer.kind === 'away') return away(ports, answer.retryAfter)
    if (answer.kind === 'refused') {
      const { problem } = answer
      return note(file, ports, (part) => Object.assign(part, { state: 'refused', refusal: refusalOf(problem) }))
    }
    const { offset } = answer
    await note(file, ports, (part) => Object.assign(part, { sent: offset, carried: offset === bytes.size }))
    if (offset === bytes.size) return undefined
    answer = await ports.line.piece(file.uuid, offset, pieceAt(bytes, offset))
  }
  return note(file, ports, (part) => {
    part.tries += 1
    part.retryAt = ports.now() + waitFor(part.tries, ports.random())
  })
}

export function pieceAt(bytes: Blob, offset: number): Blob {
  return bytes.slice(offset, bytes.size - offset <= LARGEST ? bytes.size : offset + PIECE)
}

async function note(file: Part, { store }: Ports, change: (part: Part) => void): Promise<undefined> {
  await store.change(({ parcels, ledger }) => {
    const part = parcels.flatMap((parcel) => parcel.parts).find((held) => held.uuid === file.uuid)
    if (part) change(part)
    ledger.tries = 0
  })
  return undefined
}

async function away({ store, now, random }: Ports, retryAfter = 0): Promise<Delivery> {
  await store.change(({ ledger }) => {
    ledger.tries += 1
    ledger.retryAt = now() + Math.max(waitFor(ledger.tries, random()), Math.min(retryAfter, waitFor.LONGEST))
  })
  return 'later'
}
