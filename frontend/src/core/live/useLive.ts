/** The page's one live connection, and how a screen listens to it. */
import { useQueryCache } from '@pinia/colada'
import { onScopeDispose, readonly, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { isSignedIn, refetch } from '@/core/api'
import { setServerTime } from '@/core/time'
import { LiveClient, type LiveStatus, type Socket } from './client'
import type { Late, LiveEvent } from './frames'

declare module '@pinia/colada' {
  interface TypesConfig {
    queryMeta: { /** Needs no second fetch when the live stream begins. */ steady?: boolean }
  }
}

type Listener = (batch: LiveEvent[]) => void

const state = ref<LiveStatus>('connecting')
const changedAt = ref(Date.now())
const newerBuild = ref(false)
const standing = ref<Late[]>([])
const listeners = new Set<Listener>()
const resyncs = new Set<(reason: string) => void>()
let client: LiveClient | null = null
let build = ''

export const liveStatus = readonly(state)
/** When the status last changed: "stale since" while it is not live. */
export const liveSince = readonly(changedAt)
/** The server runs a newer build than this page: offer to load it. */
export const buildChanged = readonly(newerBuild)

/** Who works unseen and gets nothing done at present; empty when all is well. */
export const liveLate = readonly(standing)

const openSocket = (): Socket =>
  new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`) as unknown as Socket

/** Call once, in the setup of a shell, after the reader is known. */
export function startLive(options: { open?: () => Socket } = {}): LiveClient {
  const cache = useQueryCache()
  /** All but what cannot have changed meanwhile, and what follows the stream by itself from its own snapshot. */
  const catchUp = () => void refetch(cache, { active: true, predicate: (entry) => !entry.meta.steady })
  client = new LiveClient({
    open: options.open ?? openSocket,
    events: (batch) => listeners.forEach((listener) => listener(batch)),
    resync: (reason) => {
      resyncs.forEach((listener) => listener(reason))
      void refetch(cache, {}, true)
    },
    joined: catchUp,
    late: (late) => (standing.value = late),
    status: (status, at) => {
      // HTTP has the last word on who is signed in; leaving on the line's word alone could go round in circles.
      if (status === 'signed_out') void isSignedIn().then((yes) => yes && client?.later())
      if (state.value === status) return
      // A failed try is not a new interruption: "stale since" keeps the moment the line broke.
      if (!(status === 'connecting' && state.value === 'reconnecting')) changedAt.value = at
      state.value = status
    },
    hello: (hello) => {
      setServerTime(hello.server_time)
      newerBuild.value ||= build !== '' && hello.build !== '' && hello.build !== build
      build ||= hello.build
    },
  })
  const wake = () => document.visibilityState === 'visible' && client?.kick()
  document.addEventListener('visibilitychange', wake)
  window.addEventListener('online', wake)
  client.start()
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', wake)
    window.removeEventListener('online', wake)
    client?.stop()
    client = null
  })
  return client
}

/** Tells the stream how far a fetched snapshot reaches. */
export function noteSnapshot(epoch: string, asOf: number): void {
  client?.snapshot(epoch, asOf)
}

/** Listens to every event of the page for as long as the caller lives. */
export function onLive(listener: Listener): void {
  listeners.add(listener)
  onScopeDispose(() => listeners.delete(listener))
}

export function onResync(listener: (reason: string) => void): void {
  resyncs.add(listener)
  onScopeDispose(() => resyncs.delete(listener))
}

/** Wants topics while the caller lives; follows when they change. */
export function useTopics(topics: MaybeRefOrGetter<readonly string[]>): void {
  let leave: (() => void) | undefined
  watch(
    () => toValue(topics).join(' '),
    (joined) => {
      const before = leave
      leave = joined ? client?.watch(joined.split(' ')) : undefined
      before?.()
    },
    { immediate: true },
  )
  onScopeDispose(() => leave?.())
}
