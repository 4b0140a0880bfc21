/** Hours as people type them, "08:30-12:00,13:30-17:30", and as the server keeps them. */
export type Blocks = string[][]
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Week = Partial<Record<(typeof WEEKDAYS)[number], Blocks>>

export const written = (blocks: Blocks = []): string => blocks.map((block) => block.join('-')).join(',')

/** What cannot be read is passed on as it stands: the server names the fault. */
export const read = (text: string): Blocks =>
  text.split(/[,,、;;]/).map((part) => part.trim()).filter(Boolean).map((part) => part.split(/\s*[-–—~至]\s*/))

export const yearlyWritten = (days: readonly { day: string; name: string }[]): string => days.map((day) => `${day.day} ${day.name}`.trim()).join('\n')
export const yearlyRead = (text: string): { day: string; name: string }[] =>
  text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => ({ day: line.slice(0, 5), name: line.slice(5).trim() }))

export interface Cell { date: string; day: number; weekend: boolean }

/** The weeks of a month, Monday first; days of other months are empty. */
export function monthOf(year: number, month: number): (Cell | null)[] {
  const first = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const cells = Array.from({ length: count }, (_, index): Cell => {
    const date = `${year}-${String(month).padStart(2, '0')}-${String(index + 1).padStart(2, '0')}`
    return { date, day: index + 1, weekend: (first + index) % 7 > 4 }
  })
  return [...Array.from({ length: first }, () => null), ...cells]
}
