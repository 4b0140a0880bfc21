import { afterEach, describe, expect, it } from 'vitest'
import { setLocale } from '@/core/i18n'
import { buildCalendar } from './calendar'
import { ago, fieldMoment, longDate, momentOf, nearMoment, remaining, setTimeZone, spanWords } from './words'

const day = (date: string): [string, string][] => [
  [`${date}T08:30:00+08:00`, `${date}T12:00:00+08:00`],
  [`${date}T14:00:00+08:00`, `${date}T17:30:00+08:00`],
]
/** Thursday, Friday, then Monday: a weekend between. */
const calendar = buildCalendar([...day('2020-03-12'), ...day('2020-03-13'), ...day('2020-03-16')])
const at = (iso: string) => Date.parse(`${iso}+08:00`)
const HOUR = 3_600_000

describe('the working calendar', () => {
  it('skips lunch', () => expect(calendar.between(at('2020-03-12T11:00'), at('2020-03-12T15:00'))).toBe(2 * HOUR))
  it('skips the weekend', () => expect(calendar.between(at('2020-03-13T17:00'), at('2020-03-16T09:00'))).toBe(HOUR))
  it('counts backwards when overdue', () =>
    expect(calendar.between(at('2020-03-12T15:00'), at('2020-03-12T11:00'))).toBe(-2 * HOUR))
  it('knows the length of a day', () => expect(calendar.dayLength).toBe(7 * HOUR))
  it('says how far it reaches', () => {
    expect(calendar.covers(at('2020-03-14T00:00'))).toBe(true)
    expect(calendar.covers(at('2020-03-20T00:00'))).toBe(false)
  })
  it('has nothing to say without intervals', () => expect(buildCalendar([]).between(0, HOUR)).toBe(0))
})

describe('the field of a moment', () => {
  afterEach(() => setTimeZone('Asia/Shanghai'))

  it('shows and means the time of the zone, whatever the machine keeps', () => {
    expect(fieldMoment('2020-03-12T06:05:00Z')).toBe('2020-03-12T14:05')
    expect(momentOf('2020-03-12T14:05')).toBe('2020-03-12T06:05:00.000Z')
  })
  it('knows which side of a change of clocks it is on', () => {
    setTimeZone('Europe/Berlin')
    expect(momentOf('2020-03-29T01:30')).toBe('2020-03-29T00:30:00.000Z')
    expect(momentOf('2020-03-29T03:30')).toBe('2020-03-29T01:30:00.000Z')
    expect(momentOf('2020-10-25T03:30')).toBe('2020-10-25T02:30:00.000Z')
  })
})

describe('words for time', () => {
  afterEach(() => setLocale('zh-Hans'))

  it('say what is left and until when', () => {
    const left = remaining('2020-03-12T17:30:00+08:00', at('2020-03-12T11:40'), calendar)
    expect(left.full).toBe('还剩 3 小时 50 分(今天 17:30 前)')
    expect(left.overdue).toBe(false)
  })
  it('say how far over', () => {
    const over = remaining('2020-03-12T17:30:00+08:00', at('2020-03-16T09:30'), calendar)
    expect(over.short).toBe('已超 1 个工作日 1 小时')
    expect(over.left).toBe(-8 * HOUR)
  })
  it('write dates as people here write them', async () => {
    expect(longDate('2020-03-12T10:00:00+08:00')).toBe('2020年3月12日 周四')
    await setLocale('en')
    expect(longDate('2020-03-12T10:00:00+08:00')).toBe('Thu 12 March 2020')
    expect(spanWords(7 * HOUR, 7 * HOUR)).toBe('1 working day')
  })
  it('place a moment near today', () => {
    expect(nearMoment('2020-03-13T09:00:00+08:00', at('2020-03-12T23:00'))).toBe('明天 09:00')
    expect(nearMoment('2020-03-16T09:00:00+08:00', at('2020-03-12T23:00'))).toBe('3月16日 09:00')
    expect(ago('2020-03-12T10:00:00+08:00', at('2020-03-12T10:05'))).toBe('5 分钟前')
  })
})
