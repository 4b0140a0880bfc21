/** Working time between two moments, from the working intervals the server sent. Milliseconds throughout. */
import type { Moment } from '@/core/api/types'

export interface WorkingCalendar {
  /** Signed working milliseconds from one moment to another; negative when `to` lies before `from`. */
  between: (from: number, to: number) => number
  /** The length of an ordinary working day. */
  dayLength: number
  /** Whether the intervals reach this far: beyond them nothing honest can be said. */
  covers: (at: number) => boolean
}

const EIGHT_HOURS = 8 * 3_600_000
const DAY = 86_400_000

export function buildCalendar(intervals: readonly (readonly Moment[])[]): WorkingCalendar {
  const starts = intervals.map(([start]) => Date.parse(start ?? ''))
  const ends = intervals.map(([, end]) => Date.parse(end ?? ''))
  const before: number[] = [0]
  starts.forEach((start, index) => before.push(before[index]! + Math.max(0, ends[index]! - start)))

  const worked = (at: number): number => {
    const index = lastAtOrBefore(starts, at)
    if (index < 0) return 0
    return before[index]! + Math.min(at, ends[index]!) - starts[index]!
  }
  return {
    between: (from, to) => worked(to) - worked(from),
    dayLength: ordinaryDay(starts, ends),
    covers: (at) => starts.length > 0 && at >= starts[0]! && at <= ends[ends.length - 1]!,
  }
}

function lastAtOrBefore(sorted: readonly number[], at: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

function ordinaryDay(starts: readonly number[], ends: readonly number[]): number {
  const days = new Map<number, number>()
  starts.forEach((start, index) => {
    const day = Math.floor((start + EIGHT_HOURS) / DAY)
    days.set(day, (days.get(day) ?? 0) + ends[index]! - start)
  })
  const lengths = [...days.values()].sort((a, b) => a - b)
  return lengths[lengths.length >> 1] ?? EIGHT_HOURS
}
