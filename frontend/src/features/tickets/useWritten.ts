/** What somebody is typing about a ticket survives a closed tab: kept per reader and name on this device until it is sent. */
import { useDraft } from '@/core/offline'
import { useMe } from '@/features/accounts'

export function useWritten<T extends object>(name: string, empty: T) {
  const me = useMe()
  const blank = JSON.stringify(empty)
  const { draft, reset } = useDraft<T>(String(me.value.id), `words/${name}`, () => ({ ...empty }), (now) => JSON.stringify(now) !== blank)
  return { draft, clear: reset }
}
