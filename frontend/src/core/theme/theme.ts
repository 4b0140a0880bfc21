/** How this reader wants the screen: kept on the device, because eyes and rooms differ by device. */
import { computed, ref, watchEffect } from 'vue'

export type ThemeChoice = 'auto' | 'light' | 'dark'
export interface Look { theme: ThemeChoice; elder: boolean; contrast: boolean }

const KEY = 'esg.look'
const PLAIN: Look = { theme: 'auto', elder: false, contrast: false }

function read(): Look {
  try {
    return { ...PLAIN, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Look>) }
  } catch {
    return { ...PLAIN }
  }
}

export const look = ref<Look>(PLAIN)
const roomIsDark = ref(false)
export const isDark = computed(() => (look.value.theme === 'auto' ? roomIsDark.value : look.value.theme === 'dark'))

export function changeLook(change: Partial<Look>): void {
  look.value = { ...look.value, ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(look.value))
  } catch {
    // A private window may refuse to remember; the choice still holds for this page.
  }
}

export function startTheme(): void {
  look.value = read()
  const room = matchMedia('(prefers-color-scheme: dark)')
  roomIsDark.value = room.matches
  room.addEventListener('change', (event) => (roomIsDark.value = event.matches))
  watchEffect(() => {
    const root = document.documentElement
    root.dataset.theme = isDark.value ? 'dark' : 'light'
    root.dataset.size = look.value.elder ? 'elder' : 'normal'
    root.dataset.contrast = look.value.contrast ? 'more' : 'normal'
  })
}
