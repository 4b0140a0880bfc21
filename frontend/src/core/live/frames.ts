/** The frames of /live, as docs/live-protocol.md names them. */
import type { Moment } from '@/core/api/types'

/** Who works unseen and gets nothing done. */
export type Late = 'ticker' | 'worker'
export interface LiveEvent { type: 'event'; seq: number; kind: string; at: Moment; topics: string[]; data: Record<string, unknown>; request_id?: string }
export interface Hello { type: 'hello'; epoch: string; head: number; build: string; server_time: Moment; heartbeat: number; late?: Late[] }
export interface Subscribed { type: 'subscribed'; topics: string[]; head: number }
export interface Refused { type: 'refused'; topic: string; reason: string }
export interface Resync { type: 'resync'; reason: string; head?: number }
export interface Heartbeat { type: 'heartbeat'; head: number; server_time: Moment; late?: Late[] }
export type Frame = LiveEvent | Hello | Subscribed | Refused | Resync | Heartbeat
export interface Subscribe { type: 'subscribe'; topics: string[]; since: number | null; epoch: string | null }

const KNOWN = new Set(['event', 'hello', 'subscribed', 'refused', 'resync', 'heartbeat'])

/** The frame in a message; what this build does not know is left alone, so that an older page survives a newer server. */
export function parseFrame(text: unknown): Frame | null {
  if (typeof text !== 'string') return null
  try {
    const frame = JSON.parse(text) as { type?: unknown }
    return typeof frame.type === 'string' && KNOWN.has(frame.type) ? (frame as Frame) : null
  } catch {
    return null
  }
}
