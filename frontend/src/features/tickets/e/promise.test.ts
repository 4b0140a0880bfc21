import { describe, expect, it } from 'vitest'
import type { Clock, TicketDetail } from '@/core/api'
import { promiseOf, whoHas } from './promise'

const NOW = Date.parse('2020-03-12T02:00:00Z')
const clock = (kind: Clock['kind'], due_at: string, state: Clock['state'] = 'running') => ({ kind, due_at, state }) as Clock
const ticket = (over: Partial<TicketDetail> & { review_on?: string } = {}) =>
  ({ state: 'handling', lamp: 'green', due_at: '2020-03-12T09:30:00Z', updated_at: '2020-03-12T01:00:00Z', clocks: [], ...over }) as unknown as TicketDetail

describe('the promise', () => {
  it('names the moment until which it will be done', () => {
    expect(promiseOf(ticket(), NOW)).toMatchObject({ text: '承诺:今天 17:30 前', lamp: 'green' })
    expect(promiseOf(ticket({ due_at: '2020-03-12T01:00:00Z' }), NOW)).toMatchObject({ text: '已过承诺的 今天 09:00,仍在办理', lamp: 'red' })
  })
  it('speaks of taking it up first', () => {
    const clocks = [clock('acknowledge', '2020-03-12T07:10:00Z'), clock('resolve', '2020-03-19T07:10:00Z')]
    expect(promiseOf(ticket({ state: 'submitted', clocks }), NOW).text).toBe('受理承诺:今天 15:10 前')
    expect(promiseOf(ticket({ state: 'handling', clocks }), NOW).text).toBe('承诺:3月19日 15:10 前')
  })
  it('says when it is the turn of the enterprise', () => {
    expect(promiseOf(ticket({ state: 'need_info' }), NOW).acting).toBe(true)
    expect(promiseOf(ticket({ state: 'resolved' }), NOW).acting).toBe(true)
    expect(promiseOf(ticket({ state: 'verifying' }), NOW).acting).toBe(true)
  })
  it('is honest about what takes long', () => {
    expect(promiseOf(ticket({ state: 'on_hold', due_at: null, review_on: '2020-03-20' }), NOW).text).toBe('3月20日 前给您答复进展')
    expect(promiseOf(ticket({ state: 'closed' }), NOW).text).toBe('今天 09:00 结束')
  })
  it('says who has it', () => {
    const unit = { id: 1, name: '下沙3组', name_en: 'Xiasha team 3', kind: 'grid_team' as const }
    expect(whoHas({ unit, holder: { id: 5, name: '王建国', role: 'officer' } })).toBe('下沙3组 王建国')
    expect(whoHas({ unit: null, holder: null })).toBe('')
  })
})
