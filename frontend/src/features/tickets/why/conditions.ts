/** Conditions of routing rules as words: those of a rule, and those that held for a ticket. */
import { nameOf } from '@/core/i18n'
import { useMeta } from '@/features/grid'
import { find as common } from '../words'
import { find, t } from './words'

export const JOINED = '、'
type Name = 'categories' | 'words' | 'all_words' | 'tiers' | 'kinds' | 'industries' | 'subdistricts' | 'priorities' | 'sources' | 'hours' | 'days'

export function useConditionWords() {
  const { categoryChoices, subdistricts } = useMeta()
  const category = (code: string) => categoryChoices.value.find((choice) => choice.value === code)?.label.replace(/^· /, '') ?? code
  const place = (code: string) => {
    const found = subdistricts.value.find((each) => each.code === code)
    return found ? nameOf(found) : code
  }
  const SAY: Partial<Record<Name, (code: string) => string>> = {
    categories: category, subdistricts: place,
    tiers: (code) => find(`tier.${code}`) ?? code, hours: (code) => find(`hours.${code}`) ?? code,
    kinds: (code) => common(`kind.${code}`) ?? code, priorities: (code) => common(`priority.${code}`) ?? code, sources: (code) => common(`source.${code}`) ?? code,
  }
  const say = (name: string, codes: readonly string[]): string => {
    const value = codes.map((code) => SAY[name as Name]?.(code) ?? code).join(' / ')
    return find(`condition.${name}`, { value }) ?? value
  }
  /** What held, as the server tells it: [condition, codes joined]. */
  const held = (because: readonly (readonly string[])[]): string[] =>
    because.length ? because.map(([name, codes]) => say(name ?? '', (codes ?? '').split(JOINED))) : [t('anything')]
  return { say, held }
}
