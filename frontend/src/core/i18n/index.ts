export { defineWords, type KeyOf, labelOf, locale, nameOf, setLocale, type Translate, type Words, unitOf, wordsReady } from './messages'
export type { Params } from './plural'
