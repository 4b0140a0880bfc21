/** A draft that is written to this device at every keystroke and is there again after a reload. */
import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { dropDraft, keepDraft, readDraft } from './store'

export type SaveState = 'clean' | 'saving' | 'saved' | 'unsaved'
export interface Kept<T> {
  draft: Ref<T>
  /** The device has been asked for an earlier draft: only now may the form be shown. */
  ready: Ref<boolean>
  /** An earlier draft was found, from this moment. */
  foundAt: Ref<number | null>
  state: Ref<SaveState>
  savedAt: Ref<number | null>
  /** Resolves when what is on the screen is on the disk. */
  settle: () => Promise<void>
  forget: () => Promise<void>
  /** Begin anew: the form is as fresh and nothing of it is kept. */
  reset: () => Promise<void>
  /** From here on the draft belongs to somebody else (it was packed) and is written no more. */
  release: () => void
}

/** `worth` says whether there is anything in it yet that would be a pity to lose. */
export function useDraft<T extends object>(owner: string, name: string, fresh: () => T, worth: (draft: T) => boolean = () => true): Kept<T> {
  const draft = ref(fresh()) as Ref<T>
  const ready = ref(false)
  const foundAt = ref<number | null>(null)
  const state = ref<SaveState>('clean')
  const savedAt = ref<number | null>(null)
  let dirty = false
  let released = false
  let writing: Promise<void> | null = null

  /** One write at a time; what was typed meanwhile goes into the next. */
  function write(): Promise<void> {
    dirty = true
    writing ??= (async () => {
      while (dirty && !released) {
        dirty = false
        state.value = 'saving'
        const at = Date.now()
        try {
          await keepDraft(owner, name, draft.value, at)
          savedAt.value = at
          state.value = 'saved'
        } catch {
          state.value = 'unsaved'
          break
        }
      }
      writing = null
    })()
    return writing
  }

  void readDraft(owner, name)
    .then((found) => {
      if (!found || released) return
      draft.value = { ...fresh(), ...(found.value as T) }
      foundAt.value = found.savedAt
      savedAt.value = found.savedAt
      state.value = 'saved'
    })
    .catch(() => (state.value = 'unsaved'))
    .finally(() => {
      ready.value = true
      watch(draft, (now) => { if (!released && (savedAt.value !== null || worth(now))) void write() }, { deep: true })
    })

  onScopeDispose(() => { if (dirty && !released) void write() })
  return {
    draft, ready, foundAt, state, savedAt,
    settle: async () => { await writing },
    forget: async () => {
      released = true
      await writing
      await dropDraft(owner, name).catch(() => undefined)
    },
    async reset() {
      const before = released
      released = true
      await writing
      draft.value = fresh()
      savedAt.value = foundAt.value = null
      state.value = 'clean'
      await dropDraft(owner, name).catch(() => undefined)
      released = before
    },
    release: () => (released = true),
  }
}
