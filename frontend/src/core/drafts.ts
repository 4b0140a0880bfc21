/** What somebody is typing survives a closed tab: kept per key on this device until it is sent. */
import { onScopeDispose, ref, type Ref, watch } from 'vue'

const PREFIX = 'esg.draft.'
const PAUSE = 250

function read<T>(key: string, empty: T): T {
  try {
    const kept = localStorage.getItem(PREFIX + key)
    return kept ? { ...empty, ...(JSON.parse(kept) as T) } : { ...empty }
  } catch {
    return { ...empty }
  }
}

export function useDraft<T extends object>(key: string, empty: T): { draft: Ref<T>; clear: () => void } {
  const draft = ref(read(key, empty)) as Ref<T>
  let timer: ReturnType<typeof setTimeout> | undefined
  let sent = false

  function keep(): void {
    clearTimeout(timer)
    if (sent) return
    try {
      if (JSON.stringify(draft.value) === JSON.stringify(empty)) localStorage.removeItem(PREFIX + key)
      else localStorage.setItem(PREFIX + key, JSON.stringify(draft.value))
    } catch {
      // A full or forbidden store: the draft lives as long as the page.
    }
  }
  watch(draft, () => {
    sent = false
    clearTimeout(timer)
    timer = setTimeout(keep, PAUSE)
  }, { deep: true })
  onScopeDispose(keep)

  function clear(): void {
    draft.value = { ...empty }
    sent = true
    clearTimeout(timer)
    localStorage.removeItem(PREFIX + key)
  }
  return { draft, clear }
}
