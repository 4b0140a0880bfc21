import { describe, expect, it } from 'vitest'
import { monthOf, read, written, yearlyRead, yearlyWritten } from './hours'

describe('hours as people type them', () => {
  it('are read and written', () => {
    expect(read('08:30-12:00、13:30–24:00')).toEqual([['08:30', '12:00'], ['13:30', '24:00']])
    expect(written(read(' 08:30 - 12:00 , 13:30-17:30'))).toBe('08:30-12:00,13:30-17:30')
    expect(read('  ')).toEqual([])
  })
  it('keep the days of every year', () => {
    const days = [{ day: '12-24', name: '活动日' }, { day: '02-29', name: '' }]
    expect(yearlyRead(yearlyWritten(days))).toEqual(days)
  })
  it('lay a month out from Monday on', () => {
    const month = monthOf(2026, 2)
    expect(month.slice(0, 7).map((cell) => cell?.day)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, 1])
    expect(month.at(-1)).toEqual({ date: '2026-02-28', day: 28, weekend: true })
  })
})
