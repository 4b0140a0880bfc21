/** A table that Excel opens as it was meant: with its Chinese intact, numbers of tickets as text, and no formula let in. */
const FORMULA = /^[=+\-@\t\r]/

export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (value: string) => `"${(FORMULA.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

export function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000)
}
