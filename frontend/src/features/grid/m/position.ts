/** Where the phone is: asked only when its owner wants it, or has allowed it before. */
import { onMounted, readonly, ref } from 'vue'
import { number } from '@/core/time'
import type { Point } from './ground'
import { t } from './words'

export interface Spot extends Point { accuracy: number; at: number }
export type PositionState = 'unknown' | 'asking' | 'known' | 'denied' | 'unavailable'

const FRESH = 60_000
const PATIENCE = 12_000
const spot = ref<Spot | null>(null)
const state = ref<PositionState>('unknown')

function ask(): Promise<Spot> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) return reject(new Error('no position'))
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) => resolve({ lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy, at: timestamp }),
      reject,
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 10_000 },
    )
  })
}

/** The present position, or null when it cannot be had; `state` says why. */
export async function locate(): Promise<Spot | null> {
  state.value = 'asking'
  try {
    spot.value = await ask()
    state.value = 'known'
  } catch (error) {
    const denied = typeof GeolocationPositionError !== 'undefined' && error instanceof GeolocationPositionError && error.code === error.PERMISSION_DENIED
    state.value = denied ? 'denied' : 'unavailable'
    return null
  }
  return spot.value
}

async function locateIfAllowed(): Promise<void> {
  if (spot.value && Date.now() - spot.value.at < FRESH) return
  const permission = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => null)
  if (permission?.state === 'granted') await locate()
}

export function usePosition() {
  onMounted(() => void locateIfAllowed())
  return { spot: readonly(spot), state: readonly(state), locate }
}

/** 350 米 / 1.2 公里 */
export const distanceWords = (length: number): string =>
  length < 1000 ? t('metres', { n: number(Math.max(10, Math.round(length / 10) * 10)) }) : t('kilometres', { n: number(length / 1000, length < 10_000 ? 1 : 0) })
