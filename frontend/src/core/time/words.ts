/** Moments and spans in the reader's words: "还剩 3 小时 20 分(今天 17:30 前)", "2020年3月12日 周四". */
import { defineWords, locale } from '@/core/i18n'
import type { Moment } from '@/core/api/types'
import zh from './i18n/zh-Hans.json'
import type { WorkingCalendar } from './calendar'

const { t } = defineWords(zh, () => import('./i18n/en.json'))

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
let zone = 'Asia/Shanghai'
export function setTimeZone(name: string): void {
  zone = name
  formats.clear()
}

const formats = new Map<string, Intl.DateTimeFormat>()
function format(at: number, name: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${name}.${locale.value}`
  let formatter = formats.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : 'zh-CN', { timeZone: zone, ...options })
    formats.set(key, formatter)
  }
  return formatter.format(at)
}

const ms = (at: Moment | number): number => (typeof at === 'number' ? at : Date.parse(at))

export const clockTime = (at: Moment | number): string =>
  format(ms(at), 'time', { hour: '2-digit', minute: '2-digit', hour12: false, hourCycle: 'h23' })

/** 3月12日 / 12 Mar */
export const shortDate = (at: Moment | number): string => format(ms(at), 'short', { month: 'short', day: 'numeric' })

/** 2020年3月12日 周四 / Thu 12 March 2020 */
export function longDate(at: Moment | number): string {
  const day = format(ms(at), 'long', { year: 'numeric', month: 'long', day: 'numeric' })
  const week = format(ms(at), 'week', { weekday: 'short' })
  return locale.value === 'en' ? `${week} ${day}` : `${day} ${week}`
}

/** 2020-03-12 14:05, for tables and print. */
export function stamp(at: Moment | number): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return parts.format(ms(at))
}

/** A moment as a date-and-time field shows it, by the zone's clock: 2020-03-12T14:05. */
export const fieldMoment = (at: Moment | number): string => stamp(at).replace(' ', 'T')

/** The moment that such a field means. A time that a change of clocks leaves out is the hour after it. */
export function momentOf(field: string): Moment {
  const meant = Date.parse(`${field}Z`)
  const ahead = (at: number) => Date.parse(`${fieldMoment(at)}Z`) - at
  return new Date(meant - ahead(meant - ahead(meant))).toISOString()
}

const dayNumber = (at: number): number =>
  Math.floor(Date.parse(`${new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at)}T00:00:00Z`) / DAY)

/** 今天 17:30 / 明天 09:00 / 3月12日 17:30 */
export function nearMoment(at: Moment | number, now: number): string {
  const time = clockTime(at)
  const distance = dayNumber(ms(at)) - dayNumber(now)
  if (distance === 0) return t('today', { time })
  if (distance === 1) return t('tomorrow', { time })
  if (distance === -1) return t('yesterday', { time })
  return t('onDay', { date: shortDate(at), time })
}

/** A length of working time: 2 个工作日 3 小时. The two largest parts say enough. */
export function spanWords(length: number, dayLength: number): string {
  const total = Math.abs(length)
  if (total < MINUTE) return t('soon')
  const days = Math.floor(total / dayLength)
  const hours = Math.floor((total - days * dayLength) / HOUR)
  const minutes = Math.floor((total - days * dayLength - hours * HOUR) / MINUTE)
  const parts = [
    days > 0 && t('day', { n: days }),
    hours > 0 && t('hour', { n: hours }),
    days === 0 && minutes > 0 && t('minute', { n: minutes }),
  ].filter((part): part is string => Boolean(part))
  return parts.join(' ')
}

export interface Remaining {
  /** Working milliseconds left; negative when overdue. */
  left: number
  overdue: boolean
  /** 还剩 3 小时 20 分 */
  short: string
  /** 还剩 3 小时 20 分(今天 17:30 前) */
  full: string
}

export function remaining(due: Moment, now: number, calendar: WorkingCalendar): Remaining {
  const at = Date.parse(due)
  const left = calendar.covers(at) || at < now ? calendar.between(now, at) : at - now
  const overdue = at < now
  const span = spanWords(left, calendar.dayLength)
  const moment = nearMoment(at, now)
  // Between two working hours no working time passes: only the moment itself says something then.
  if (Math.abs(left) < MINUTE) {
    const only = t(overdue ? 'overAt' : 'until', { moment })
    return { left, overdue, short: only, full: only }
  }
  return overdue
    ? { left, overdue, short: t('over', { span }), full: t('overSince', { span, moment }) }
    : { left, overdue, short: t('left', { span }), full: t('leftUntil', { span, moment }) }
}

/** 3 分钟前; a date when that says more. */
export function ago(at: Moment | number, now: number): string {
  const passed = now - ms(at)
  if (passed < MINUTE) return t('justNow')
  if (passed < HOUR) return t('minutesAgo', { n: Math.floor(passed / MINUTE) })
  if (passed < 12 * HOUR) return t('hoursAgo', { n: Math.floor(passed / HOUR) })
  const days = dayNumber(now) - dayNumber(ms(at))
  return days < 8 && days > 1 ? t('daysAgo', { n: days }) : nearMoment(at, now)
}

/** Calendar days from one date to another, by the zone's midnights. */
export const daysBetween = (from: Moment | number, to: Moment | number): number => dayNumber(ms(to)) - dayNumber(ms(from))

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale.value === 'en' ? 'en-GB' : 'zh-CN', { maximumFractionDigits: digits }).format(value)
}
export const percent = (rate: number): string => `${number(rate * 100, 1)}%`
