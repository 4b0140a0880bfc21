/** What every shell does to begin: look, words, cache, router, clock. */
import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { type Component, createApp } from 'vue'
import { createRouter, createWebHashHistory, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { ApiProblem } from './api'
import { locale, setLocale, wordsReady } from './i18n'
import { takeOver } from './takeOver'
import { startTheme } from './theme'
import { startClock } from './time'

export interface Shell {
  root: Component
  /** The address the shell lives at: /desk/ */
  base: string
  routes: RouteRecordRaw[]
}

/** Some containers allow only addresses after a hash; a build for them sets VITE_ROUTER_MODE=hash. */
function historyFor(base: string) {
  return import.meta.env.VITE_ROUTER_MODE === 'hash' ? createWebHashHistory() : createWebHistory(import.meta.env.VITE_ROUTER_BASE || base)
}

const LOCALE_KEY = 'esg.locale'

export function rememberLocale(): void {
  try {
    localStorage.setItem(LOCALE_KEY, locale.value)
  } catch {
    // Not remembered on this device; the account still is.
  }
}

async function speak(): Promise<void> {
  try {
    if (localStorage.getItem(LOCALE_KEY) === 'en') await setLocale('en')
  } catch {
    // Chinese, then.
  }
}

/** A new release removed a chunk this page was about to load: load the page anew, once. */
function reloadOnMissingChunk(): void {
  window.addEventListener('vite:preloadError', (event) => {
    if (sessionStorage.getItem('esg.reloaded') === '1') return
    sessionStorage.setItem('esg.reloaded', '1')
    event.preventDefault()
    location.reload()
  })
  window.addEventListener('load', () => setTimeout(() => sessionStorage.removeItem('esg.reloaded'), 10_000))
}

/** A query that was overtaken, or refused in the background, is told by the screen that shows it; it is no crash. */
function settleQuietly(): void {
  window.addEventListener('unhandledrejection', (event) => {
    const aborted = event.reason instanceof DOMException && event.reason.name === 'AbortError'
    if (aborted || event.reason instanceof ApiProblem) event.preventDefault()
  })
}

export async function mountShell(shell: Shell): Promise<void> {
  startTheme()
  startClock()
  reloadOnMissingChunk()
  settleQuietly()
  await speak()
  const router = createRouter({
    history: historyFor(shell.base),
    routes: shell.routes,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeResolve(async () => wordsReady())
  const app = createApp(shell.root)
  app.use(createPinia())
  app.use(PiniaColada, { queryOptions: { staleTime: 20_000, gcTime: 300_000 }, plugins: [takeOver] })
  app.use(router)
  app.mount('#app')
}
