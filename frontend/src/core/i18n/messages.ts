/** Words by language. Chinese is part of the bundle and the measure of the keys; English is fetched when chosen. */
import { type Ref, ref, shallowRef } from 'vue'
import type { Locale } from '@/core/api/types'
import { type Params, phrase } from './plural'

export interface Words { [key: string]: string | Words }
/** Every path to a text in a tree of words: "state.handling". */
export type KeyOf<W> = { [K in keyof W & string]: W[K] extends string ? K : `${K}.${KeyOf<W[K]>}` }[keyof W & string]
export type Translate<W> = (key: KeyOf<W>, params?: Params) => string
type Load = () => Promise<{ default: Words }>

interface Namespace { english: Ref<Words | null>; load: Load }

export const locale = ref<Locale>('zh-Hans')
const namespaces: Namespace[] = []
/** The language on its way: words that register while others are still being fetched must not be left behind. */
let wanted: Locale = locale.value

async function fill(space: Namespace): Promise<void> {
  if (wanted === 'en') space.english.value ??= (await space.load()).default
}

/** Resolves when every namespace known by now speaks the chosen language. */
export async function wordsReady(): Promise<void> {
  await Promise.all(namespaces.map(fill))
}

export async function setLocale(next: Locale): Promise<void> {
  wanted = next
  await wordsReady()
  if (wanted !== next) return
  locale.value = next
  document.documentElement.lang = next
}

function lookUp(words: Words | null, path: readonly string[]): string | undefined {
  let node: string | Words | undefined = words ?? undefined
  for (const step of path) node = typeof node === 'object' ? node[step] : undefined
  return typeof node === 'string' ? node : undefined
}

export interface Speaker<W> {
  t: Translate<W>
  /** For keys that arrive as data (an event kind): the text, or undefined when there is none. */
  find: (key: string, params?: Params) => string | undefined
}

export function defineWords<W extends Words>(chinese: W, load: Load): Speaker<W> {
  const space: Namespace = { english: shallowRef<Words | null>(null), load }
  namespaces.push(space)
  void fill(space)
  const find = (key: string, params?: Params): string | undefined => {
    const path = key.split('.')
    const spoken = locale.value === 'en' ? lookUp(space.english.value, path) : undefined
    const text = spoken ?? lookUp(chinese, path)
    return text === undefined ? undefined : phrase(text, params, spoken === undefined ? 'zh' : 'en')
  }
  return { t: (key, params) => find(key, params) ?? key, find }
}

/** Reference data carries both names. */
export const nameOf = (named: { name: string; name_en: string }): string =>
  locale.value === 'en' ? named.name_en || named.name : named.name
export const labelOf = (labelled: { label: string; label_en: string }): string =>
  locale.value === 'en' ? labelled.label_en || labelled.label : labelled.label
/** What a number counts; empty without a unit. */
export const unitOf = (counted: { unit?: string; unit_en?: string }): string =>
  (locale.value === 'en' && counted.unit_en) || counted.unit || ''
