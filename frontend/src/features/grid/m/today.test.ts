import { describe, expect, it } from 'vitest'
import type { Lamp, TicketCard } from '@/core/api'
import { byUrgency, type Due, withLamp } from './today'

const TODAY = '2020-03-12'
const due = (id: string, over: Partial<Due> = {}): Due =>
  ({ enterprise: { id, last_visit_at: null, open_tickets: 0 } as Due['enterprise'], reason: 'stale', visit_due_on: TODAY, every_days: 30, risk: 0, reasons: [], ...over })
const ticket = (enterprise: string, lamp: Lamp, due_at: string | null = null) => ({ enterprise: { id: enterprise }, lamp, due_at }) as TicketCard

describe('a due visit', () => {
  it('wears the lamp of its most pressing ticket', () => {
    const shown = withLamp(due('甲'), [ticket('甲', 'blue'), ticket('甲', 'red'), ticket('乙', 'yellow')], TODAY)
    expect(shown.lamp).toBe('red')
    expect(shown.ticket?.lamp).toBe('red')
  })
  it('turns yellow when its own day has passed, and blue on the day', () => {
    expect(withLamp(due('甲', { visit_due_on: '2020-03-11' }), [], TODAY).lamp).toBe('yellow')
    expect(withLamp(due('甲', { visit_due_on: TODAY }), [], TODAY).lamp).toBe('blue')
    expect(withLamp(due('甲', { reason: 'never' }), [], TODAY).lamp).toBe('blue')
    expect(withLamp(due('甲', { visit_due_on: '2020-03-20' }), [ticket('甲', 'none')], TODAY).lamp).toBe('green')
  })
  it('stands before what can wait', () => {
    const rows = [
      withLamp(due('丙', { visit_due_on: '2020-03-20' }), [], TODAY),
      withLamp(due('乙', { visit_due_on: '2020-03-10' }), [], TODAY),
      withLamp(due('甲'), [ticket('甲', 'red')], TODAY),
    ]
    expect(rows.sort((a, b) => byUrgency(a, b)).map((row) => row.enterprise.id)).toEqual(['甲', '乙', '丙'])
  })
  it('asks for what was promised, then for the risk, then for the nearer one', () => {
    const far: Record<string, number> = { 远: 9000, 近: 100 }
    const rows = [
      withLamp(due('远', { risk: 2 }), [], TODAY), withLamp(due('近', { risk: 2 }), [], TODAY),
      withLamp(due('险', { risk: 7 }), [], TODAY), withLamp(due('约', { reason: 'follow_up' }), [], TODAY),
    ]
    expect(rows.sort((a, b) => byUrgency(a, b, (row) => far[row.enterprise.id] ?? 0)).map((row) => row.enterprise.id)).toEqual(['约', '险', '近', '远'])
  })
})
