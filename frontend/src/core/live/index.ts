export { LiveClient, type LiveStatus, type Socket } from './client'
export type { LiveEvent } from './frames'
export { buildChanged, liveLate, liveSince, liveStatus, noteSnapshot, onLive, onResync, startLive, useTopics } from './useLive'
