/** One list of everything a keyboard can do: it feeds the palette, the shortcuts and the cheat sheet. */
import { computed, type MaybeRefOrGetter, onScopeDispose, shallowRef, toValue } from 'vue'
import type { IconName } from '@/core/ui'

export interface Command {
  id: string
  title: () => string
  group: () => string
  icon?: IconName
  /** "g b" is two keys one after the other; "mod+k" is Ctrl or Cmd with K. */
  keys?: string
  /** Other words people may type for it. */
  words?: string
  when?: () => boolean
  run: () => unknown
}

type Source = MaybeRefOrGetter<readonly Command[]>
const held = shallowRef<Source[]>([])
export const commands = computed(() => held.value.flatMap((source) => toValue(source)).filter((command) => command.when?.() ?? true))

/** Offers commands for as long as the caller lives. */
export function offerCommands(source: Source): void {
  held.value = [...held.value, source]
  onScopeDispose(() => (held.value = held.value.filter((each) => each !== source)))
}
