/** What every request says of this device: how much is unsent, and how old. */
import { apiLanguage, carryHeader, csrfToken } from '@/core/api/client'
import { isUnsent, type Parcel } from './parcel'

let device = ''
let unsent = 0
let refused = 0
let oldest: number | null = null

export const deviceId = (): string => device

export function noteDevice(_reader: string, id: string): void {
  device = id
  carryHeader('Sync-State', deviceState)
}

export function setWaiting(parcels: readonly Parcel[]): void {
  const waiting = parcels.filter(isUnsent)
  unsent = waiting.length
  refused = parcels.flatMap((parcel) => parcel.parts).filter((part) => part.state === 'refused').length
  oldest = waiting.length > 0 ? Math.min(...waiting.map((parcel) => parcel.packedAt)) : null
}

export function deviceState(): string | null {
  if (!device) return null
  const age = oldest === null ? 0 : Math.max(0, Math.min(999_999_999, Math.round((Date.now() - oldest) / 1000)))
  return `${device};unsent=${unsent};refused=${refused};oldest=${age}`
}

export function lineHeaders(): Record<string, string> {
  const state = deviceState()
  return { 'Accept-Language': apiLanguage(), 'X-CSRFToken': csrfToken(), ...(state && { 'Sync-State': state }) }
}
