import { describe, expect, it } from 'vitest'
import { firstOf, isDay, shift } from './period'

describe('the days of a report', () => {
  it('go over the ends of months and years', () => {
    expect(shift('2020-02-28', 1)).toBe('2020-02-29')
    expect(shift('2019-12-30', 7)).toBe('2020-01-06')
    expect(shift('2020-03-01', -1)).toBe('2020-02-29')
  })

  it('begin a week on its Monday', () => {
    const week = [9, 10, 11, 12, 13, 14, 15].map((day) => firstOf('week', `2020-03-${String(day).padStart(2, '0')}`))
    expect(new Set(week)).toEqual(new Set(['2020-03-09']))
    expect(firstOf('day', '2020-03-15')).toBe('2020-03-15')
  })

  it('are not taken from nonsense in the address', () => {
    expect(['2020-03-11', '2020-02-29'].every(isDay)).toBe(true)
    expect(['2020-02-30', '20200311', 'today', '9999-01-01', '', undefined, ['2020-03-11']].some(isDay)).toBe(false)
  })
})
