/** Days as calendar dates (2020-03-11), reckoned without a zone, so that none moves them. */
export type Period = 'day' | 'week'
export const DAYS: Record<Period, number> = { day: 1, week: 7 }

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`)

export const shift = (day: string, days: number): string => new Date(midnight(day) + days * 86_400_000).toISOString().slice(0, 10)

/** An address may say anything. */
export const isDay = (text: unknown): text is string =>
  typeof text === 'string' && /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(midnight(text)) && shift(text, 0) === text

/** The first day that a report holds: the day itself, or the Monday of its week (ISO 8601). */
export const firstOf = (period: Period, day: string): string =>
  period === 'day' ? day : shift(day, -((new Date(midnight(day)).getUTCDay() + 6) % 7))

/** A moment inside the day, for words. */
export const noon = (day: string): string => `${day}T12:00:00+08:00`
