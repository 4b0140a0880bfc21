import { afterEach, describe, expect, it } from 'vitest'
import { defineWords, locale, nameOf, setLocale } from './messages'
import { phrase } from './plural'

type Tree = { [key: string]: string | Tree }
const catalogues = import.meta.glob<Tree>('/src/**/i18n/{zh-Hans,en}.json', { eager: true, import: 'default' })

function leaves(tree: Tree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[at + key, value] as [string, string]] : leaves(value, `${at}${key}.`),
  )
}
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()

describe('both languages', () => {
  const chinese = Object.keys(catalogues).filter((path) => path.endsWith('zh-Hans.json'))
  it.each(chinese)('say the same things: %s', (path) => {
    const zh = new Map(leaves(catalogues[path]!))
    const en = new Map(leaves(catalogues[path.replace('zh-Hans', 'en')] ?? {}))
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
    for (const [key, text] of [...zh, ...en]) expect(text.trim(), key).not.toBe('')
    for (const [key, text] of zh) expect(placeholders(en.get(key)!), key).toEqual(placeholders(text))
    for (const [key, text] of en) expect(/\p{Script=Han}/u.test(text), `${key} is not English`).toBe(false)
  })
})

describe('a phrase', () => {
  it('takes parameters and the form of the count', () => {
    expect(phrase('{n} ticket|{n} tickets', { n: 1 }, 'en')).toBe('1 ticket')
    expect(phrase('{n} ticket|{n} tickets', { n: 2 }, 'en')).toBe('2 tickets')
    expect(phrase('{n} 件', { n: 2 }, 'zh')).toBe('2 件')
    expect(phrase('{who} left', {}, 'en')).toBe('{who} left')
  })
})

describe('a speaker', () => {
  afterEach(() => setLocale('zh-Hans'))

  it('speaks Chinese at once and English once fetched', async () => {
    const { t, find } = defineWords({ a: { b: '甲' } }, () => Promise.resolve({ default: { a: { b: 'one' } } }))
    expect(t('a.b')).toBe('甲')
    await setLocale('en')
    expect(locale.value).toBe('en')
    expect(t('a.b')).toBe('one')
    expect(find('a.c')).toBeUndefined()
    const late = defineWords({ c: '丙' }, () => Promise.resolve({ default: { c: 'three' } }))
    await Promise.resolve()
    expect(late.t('c')).toBe('three')
    expect(nameOf({ name: '人社局', name_en: 'Labour Bureau' })).toBe('Labour Bureau')
  })
})
