/** How full the device is, and whether the browser promised to keep what is here. */
import { onMounted, ref } from 'vue'
import { number } from '@/core/time'

const LOW = 0.9
const size = (bytes: number): string => (bytes < 1e9 ? `${number(bytes / 1e6)} MB` : `${number(bytes / 1e9, 1)} GB`)

export function useStorageSpace() {
  const used = ref('')
  const free = ref('')
  const low = ref(false)
  const persisted = ref(false)
  onMounted(async () => {
    try {
      const { usage = 0, quota = 0 } = await navigator.storage.estimate()
      used.value = size(usage)
      free.value = size(Math.max(0, quota - usage))
      low.value = quota > 0 && usage / quota > LOW
      persisted.value = await navigator.storage.persisted()
    } catch {
      // An old browser says nothing about its storage.
    }
  })
  return { used, free, low, persisted }
}
