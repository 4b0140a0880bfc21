/** The phone's own lock: a code asked for after a while away. It keeps curious eyes out; the device encrypts its storage. */
import { computed, onScopeDispose, ref } from 'vue'
import { keepNote, readNote } from './database'

interface Kept { salt: string; hash: string; wrong: number; until: number }
const ROUNDS = 200_000
const AWAY = 5 * 60_000
const MOST_WRONG = 8
const FREE_TRIES = 3
const SEEN = 'esg.seen'

export const fits = (code: string): boolean => /^\d{4,8}$/.test(code)

async function derive(code: string, salt: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(code), 'PBKDF2', false, ['deriveBits'])
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: new TextEncoder().encode(salt), iterations: ROUNDS }, key, 256)
  return btoa(String.fromCharCode(...new Uint8Array(bits)))
}

const seenAt = (): number => Number(localStorage.getItem(SEEN) ?? 0)

export function useLock(reader: string) {
  const kept = ref<Kept | null>(null)
  const locked = ref(false)
  const known = ref(false)
  void readNote<Kept>(reader, 'lock').then((found) => {
    kept.value = found ?? null
    locked.value = Boolean(found) && Date.now() - seenAt() > AWAY
  }).catch(() => undefined).finally(() => (known.value = true))

  async function keep(next: Kept | null): Promise<void> {
    kept.value = next
    await keepNote(reader, 'lock', next ? { ...next } : undefined)
  }
  const leave = () => { if (!locked.value) localStorage.setItem(SEEN, String(Date.now())) }
  const look = () => {
    if (document.visibilityState === 'hidden') leave()
    else if (kept.value && Date.now() - seenAt() > AWAY) locked.value = true
  }
  document.addEventListener('visibilitychange', look)
  window.addEventListener('pagehide', leave)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('pagehide', leave)
  })

  async function set(code: string): Promise<void> {
    const salt = crypto.randomUUID()
    await keep({ salt, hash: await derive(code, salt), wrong: 0, until: 0 })
    leave()
  }
  /** True when the code opens; after three wrong ones each try waits longer, after eight only a sign-in opens. */
  async function open(code: string): Promise<boolean> {
    const held = kept.value
    if (!held || held.wrong >= MOST_WRONG || held.until > Date.now()) return false
    if ((await derive(code, held.salt)) === held.hash) {
      await keep({ ...held, wrong: 0, until: 0 })
      locked.value = false
      leave()
      return true
    }
    const wrong = held.wrong + 1
    await keep({ ...held, wrong, until: wrong < FREE_TRIES ? 0 : Date.now() + 2 ** (wrong - FREE_TRIES) * 5_000 })
    return false
  }
  return {
    known, locked, isSet: computed(() => kept.value !== null), wrong: computed(() => kept.value?.wrong ?? 0),
    left: computed(() => MOST_WRONG - (kept.value?.wrong ?? 0)), until: computed(() => kept.value?.until ?? 0),
    set, open, remove: () => keep(null),
  }
}
