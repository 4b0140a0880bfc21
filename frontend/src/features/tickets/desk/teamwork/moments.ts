/** A moment as a date-and-time field of this machine shows it; tomorrow at nine when there is none yet. */
export function localInput(moment?: string): string {
  const date = moment ? new Date(moment) : new Date()
  if (!moment) {
    date.setDate(date.getDate() + 1)
    date.setHours(9, 0, 0, 0)
  }
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
