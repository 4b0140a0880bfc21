/** The service worker of the phone: registered once the app stands, asked to take over only when the reader agrees. */
import { readonly, ref } from 'vue'

const waiting = ref<ServiceWorker | null>(null)
const ready = ref(false)
/** A newer version is complete on this device and can be loaded at once. */
export const updateReady = readonly(ready)

function offer(worker: ServiceWorker | null): void {
  if (!worker || !navigator.serviceWorker.controller) return
  waiting.value = worker
  ready.value = true
}

export async function startWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  try {
    const registration = await navigator.serviceWorker.register('/m/sw.js', { scope: '/m/' })
    offer(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const next = registration.installing
      next?.addEventListener('statechange', () => { if (next.state === 'installed') offer(next) })
    })
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') void registration.update().catch(() => undefined) })
    await navigator.storage?.persist?.()
  } catch {
    // Some web views have none: the app works while it is open.
  }
}

/** Load the new version; what is being written is on this device already. */
export function loadUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.value?.postMessage('take over')
}
export const laterThen = (): void => { ready.value = false }
