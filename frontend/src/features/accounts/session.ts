/** Who reads this page. A shell starts the session once; everything below it may ask `useMe()`. */
import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, type ComputedRef, inject, type InjectionKey, provide, watch } from 'vue'
import type { Locale, Me } from '@/core/api'
import { rememberLocale } from '@/core/app'
import { locale, setLocale } from '@/core/i18n'
import { startLive } from '@/core/live'
import { setServerTime } from '@/core/time'
import { endSession, fetchMe, saveLanguage } from './api'

const ME: InjectionKey<ComputedRef<Me>> = Symbol('me')
export const ME_KEY = ['me']

export function startSession() {
  const query = useQuery({ key: ME_KEY, query: fetchMe, staleTime: 600_000, meta: { steady: true } })
  const me = computed(() => query.data.value)
  provide(ME, computed(() => me.value!))
  startLive()
  watch(me, (known, before) => {
    if (!known || before) return
    setServerTime(known.server_time)
    void setLocale(known.language === 'en' ? 'en' : 'zh-Hans').then(rememberLocale)
  }, { immediate: true })
  return { me, error: query.error, retry: query.refetch }
}

/** The reader; only below a shell that waits for the session. */
export function useMe(): ComputedRef<Me> {
  const me = inject(ME)
  if (!me) throw new Error('useMe() is called outside a session')
  return me
}

export function useLanguage() {
  const cache = useQueryCache()
  async function choose(next: Locale): Promise<void> {
    await setLocale(next)
    rememberLocale()
    const saved = await saveLanguage(next === 'en' ? 'en' : 'zh-hans')
    cache.setQueryData(ME_KEY, saved)
  }
  return { locale, choose }
}

/** Ends the session and forgets what was kept for reading; nothing unsent is left by then. */
export async function signOut(reader = ''): Promise<void> {
  await endSession()
  if (reader) await import('@/core/offline/larder').then(({ wipe }) => wipe(reader)).catch(() => undefined)
  location.assign('/')
}
