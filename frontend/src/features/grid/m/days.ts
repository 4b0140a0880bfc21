/** A calendar day as a moment inside it, so that no zone moves it to its neighbour. */
export const noonOf = (day: string): string => `${day}T12:00:00+08:00`

/** 2020-03-12, `days` after a moment, by the zone's calendar. */
export function dayAfter(from: number, days: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(from + days * 86_400_000)
}
