import { describe, expect, it } from 'vitest'
import type { VisitReport } from '@/core/api'
import { setLocale } from '@/core/i18n'
import { reportText, spanWords } from './told'

const ADA = { id: 1, name: '安达', role: 'cadre' as const }
const CHIPS = { id: 'chips', name: '芯屿半导体有限公司', short_name: '芯屿半导体' }
const report = (more: Partial<VisitReport> = {}): VisitReport => ({
  first: '2020-03-11', last: '2020-03-11', unit: null,
  visits: { total: 2, enterprises: 2, people: 1 }, by_person: [{ person: ADA, visits: 2, enterprises: 2, problems: 1 }],
  production: { reporting: 2, resumed: 1, partly: 0, stopped: 1, resumed_rate: 50, expected: 400, returned: 125, returned_rate: 31.3, capacity: 30 },
  problems: { raised: 1, solved: 0, open: 1, by_category: [{ category: { code: 'LAB', name: '用工返岗', name_en: 'Labour' } as never, raised: 1, solved: 0, open: 1 }] },
  follow_ups: { total: 1, shown: [{ uuid: 'a', enterprise: CHIPS, author: ADA, occurred_at: '2020-03-11T02:00:00Z', follow_up_on: '2020-03-18', late: false }] },
  notable: [{ uuid: 'a', enterprise: CHIPS, author: ADA, occurred_at: '2020-03-11T02:00:00Z', summary: '缺工 94 人,\n请协助组织包车。', found_problem: true, found_stopped: false, follow_up_on: '2020-03-18' }],
  ...more,
})
const nothing = (): VisitReport => report({
  visits: { total: 0, enterprises: 0, people: 0 }, by_person: [], notable: [], follow_ups: { total: 0, shown: [] },
  production: { reporting: 0, resumed: 0, partly: 0, stopped: 0, resumed_rate: null, expected: 0, returned: 0, returned_rate: null, capacity: null },
  problems: { raised: 0, solved: 0, open: 0, by_category: [] },
})

describe('a report as text', () => {
  it('says what a cadre used to type in the evening', () => {
    expect(reportText(report(), '安达').split('\n')).toEqual([
      '【走访日报】2020年3月11日 周三 · 安达',
      '一、走访:2 次,企业 2 家',
      '二、生产:填报 2 家,已复工 1 家,停工 1 家,返岗 125/400 人(31.3%),平均产能 30%',
      '三、问题:反映 1 件,已解决 0 件,在办 1 件(用工返岗 1)',
      '四、重点:',
      '(1) 芯屿半导体(安达):缺工 94 人, 请协助组织包车。',
      '五、约好再去:',
      '(1) 芯屿半导体,3月18日(安达)',
    ])
  })

  it('leaves out what has nothing to say, and counts on', () => {
    expect(reportText(nothing(), '安达').split('\n').slice(1)).toEqual(['一、走访:没有走访'])
    const quiet = report({ production: nothing().production, notable: [] })
    expect(reportText(quiet, '安达')).toContain('二、问题:')
    expect(reportText(quiet, '安达')).toContain('三、约好再去:')
  })

  it('names how many it does not tell', () => {
    const many = report({ notable: Array.from({ length: 18 }, () => report().notable[0]!) })
    expect(reportText(many, '安达')).toContain('(15) 芯屿半导体')
    expect(reportText(many, '安达')).toContain('另有 3 条')
  })

  it('spans a week over the end of a year', () => {
    expect(spanWords({ first: '2019-12-30', last: '2020-01-05' })).toBe('2019年12月30日至2020年1月5日')
  })

  it('is English for an English reader', async () => {
    await setLocale('en')
    try {
      const [head, visits] = reportText(report({ last: '2020-03-17' }), 'Ada').split('\n')
      expect(head).toBe('Weekly visit report, 11 Mar to 17 Mar 2020, Ada')
      expect(visits).toBe('1. Visits: 2 visits, 2 enterprises')
    } finally {
      await setLocale('zh-Hans')
    }
  })
})
