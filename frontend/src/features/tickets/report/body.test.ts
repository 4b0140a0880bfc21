import { mount, RouterLinkStub } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { VisitReport } from '@/core/api'
import ReportBody from './ReportBody.vue'

const ADA = { id: 1, name: '安达', role: 'cadre' as const }
const BEN = { id: 2, name: '贝恩', role: 'team_leader' as const }
const told = (n: number, author = ADA): VisitReport['notable'][number] => ({
  uuid: `visit ${n}`, enterprise: { id: `firm ${n}`, name: `企业 ${n} 有限公司`, short_name: `企业 ${n}` }, author, occurred_at: '2020-03-11T02:00:00Z',
  summary: `第 ${n} 家的情况`, found_problem: true, found_stopped: false, follow_up_on: null,
})
const line = (person: typeof ADA | typeof BEN) => ({ person, visits: 1, enterprises: 1, problems: 1 })
const report = (more: Partial<VisitReport> = {}): VisitReport => ({
  first: '2020-03-11', last: '2020-03-11', unit: null, visits: { total: 9, enterprises: 9, people: 1 }, by_person: [line(ADA)],
  production: { reporting: 0, resumed: 0, partly: 0, stopped: 0, resumed_rate: null, expected: 0, returned: 0, returned_rate: null, capacity: null },
  problems: { raised: 0, solved: 0, open: 0, by_category: [] }, follow_ups: { total: 0, shown: [] }, notable: [told(1)], ...more,
})
const show = (shown: VisitReport) => mount(ReportBody, { props: { report: shown }, slots: { empty: '没有走访' }, global: { stubs: { RouterLink: RouterLinkStub } } })

describe('a report on the screen', () => {
  it('names nobody where only one person is spoken of', () => {
    expect(show(report()).text()).not.toContain('安达')
    const two = show(report({ by_person: [line(ADA), line(BEN)] as VisitReport['by_person'] })).text()
    expect(two).toContain('安达')
    expect(two).toContain('贝恩')
  })

  it('shows the first six visits worth knowing, and all of them when asked', async () => {
    const page = show(report({ notable: Array.from({ length: 9 }, (_, n) => told(n + 1)) }))
    expect(page.text()).toContain('第 6 家的情况')
    expect(page.text()).not.toContain('第 7 家的情况')
    await page.get('button').trigger('click')
    expect(page.text()).toContain('第 9 家的情况')
  })

  it('says that nothing was reported instead of a rate of nothing', () => {
    expect(show(report()).findAll('dl.figures b').map((figure) => figure.text())).toEqual(['9次', '0件', '–', '–'])
  })

  it('keeps the promises of a day without visits', () => {
    const promise = { uuid: 'a', enterprise: told(1).enterprise, author: ADA, occurred_at: '2020-03-04T02:00:00Z', follow_up_on: '2020-03-11', late: true }
    const page = show(report({ visits: { total: 0, enterprises: 0, people: 0 }, by_person: [], notable: [], follow_ups: { total: 1, shown: [promise] } }))
    expect(page.text()).toContain('没有走访')
    expect(page.text()).toContain('3月11日,已过')
    expect(page.find('dl.figures').exists()).toBe(false)
  })
})
