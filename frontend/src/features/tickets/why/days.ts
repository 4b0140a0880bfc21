/** A ledger by days, as people read it: each local day with its stretches and what counted of it. */
import type { ClockLedger } from '@/core/api'

export type Line = ClockLedger['lines'][number]
export interface LedgerDay { date: string; lines: Line[]; counted: number; provisional: boolean }

/** Nights are left out between days that work; a night that begins or ends the ledger says why nothing counts yet. */
export function byDay(lines: readonly Line[]): LedgerDay[] {
  const days: LedgerDay[] = []
  lines.forEach((line, index) => {
    if (line.kind === 'off_hours' && index > 0) return
    let day = days.at(-1)
    if (day?.date !== line.date) days.push((day = { date: line.date, lines: [], counted: 0, provisional: false }))
    day!.lines.push(line)
    day!.counted += line.counted ? line.seconds : 0
    day!.provisional ||= line.provisional
  })
  return days
}
