import { byDay, type Line } from './days'
import { describe, expect, it } from 'vitest'

const line = (kind: Line['kind'], date: string, seconds: number, counted = kind === 'working'): Line => ({
  kind, date, seconds, counted, name: '', provisional: false, from: `${date}T09:00:00+08:00`, to: `${date}T12:00:00+08:00`,
})

describe('a ledger by days', () => {
  it('adds up what counted of each day and leaves the nights out', () => {
    const days = byDay([
      line('working', '2026-09-30', 3600), line('off_hours', '2026-09-30', 9000), line('day_off', '2026-10-01', 86400),
      line('off_hours', '2026-10-08', 3600), line('working', '2026-10-08', 1800), line('lunch', '2026-10-08', 5400), line('working', '2026-10-08', 600),
    ])
    expect(days.map((day) => [day.date, day.counted, day.lines.length])).toEqual([['2026-09-30', 3600, 1], ['2026-10-01', 0, 1], ['2026-10-08', 2400, 3]])
  })
  it('says why nothing counts at the beginning', () => {
    expect(byDay([line('off_hours', '2026-10-08', 60), line('working', '2026-10-08', 60)])[0]?.lines.map((each) => each.kind)).toEqual(['off_hours', 'working'])
  })
})
