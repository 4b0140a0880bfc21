/** Keeps the larder in step: at the start, on return, when the line is back, and when the live socket hints at a change. */
import { onScopeDispose, readonly, ref } from 'vue'
import { onLive } from '@/core/live'
import { settleHeld } from './outbox'
import { deviceId } from './state'

const PAUSE = 3_000
const FRESH = 60_000
const filledAt = ref<number | null>(null)
/** When this device last heard from the server what changed. */
export const larderAt = readonly(filledAt)

/** Call once in the phone's shell. `changed` is told when the copy is another than before. */
export function useLarder(reader: string, changed: () => void): { refresh: () => Promise<void> } {
  let pulling: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  async function once(): Promise<void> {
    const { pull } = await import('./larder')
    const outcome = await pull(reader, deviceId()).catch(() => null)
    if (outcome?.kind !== 'done') return
    filledAt.value = Date.now()
    await settleHeld(outcome.settled)
    if (outcome.changed) changed()
  }
  const refresh = (): Promise<void> => (pulling ??= once().finally(() => (pulling = null)))
  function soon(): void {
    clearTimeout(timer)
    if (document.visibilityState === 'visible') timer = setTimeout(() => void refresh(), PAUSE)
  }
  const wake = () => { if (document.visibilityState === 'visible' && Date.now() - (filledAt.value ?? 0) > FRESH) void refresh() }
  onLive(soon)
  window.addEventListener('online', soon)
  document.addEventListener('visibilitychange', wake)
  soon()
  onScopeDispose(() => {
    clearTimeout(timer)
    window.removeEventListener('online', soon)
    document.removeEventListener('visibilitychange', wake)
  })
  return { refresh }
}
