/** How full the device is, and whether the browser promised to keep what is here. */
import { onMounted, ref } from 'vue'

const LOW = 0.9
const mega = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`

export function useStorageSpace() {
  const used = ref('')
  const free = ref('')
  const low = ref(false)
  const persisted = ref(false)
  onMounted(async () => {
    try {
      const { usage = 0, quota = 0 } = await navigator.storage.estimate()
      used.value = mega(usage)
      free.value = mega(Math.max(0, quota - usage))
      low.value = quota > 0 && usage / quota > LOW
      persisted.value = await navigator.storage.persisted()
    } catch {
      // An old browser says nothing about its storage.
    }
  })
  return { used, free, low, persisted }
}
