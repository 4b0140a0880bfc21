/** What a report says in words: for its heading, and as plain text for a group chat. */
import type { VisitReport } from '@/core/api'
import { nameOf } from '@/core/i18n'
import { longDate, number, shortDate } from '@/core/time'
import { noon, type Period } from './period'
import { t } from './words'

/** More would not be read in a chat; the screen and the spreadsheet hold the rest. */
const TOLD = 15

export const rate = (value: number | null): string => (value === null ? '–' : `${number(value, 1)}%`)

export const periodOf = (report: VisitReport): Period => (report.first === report.last ? 'day' : 'week')

export function spanWords({ first, last }: Pick<VisitReport, 'first' | 'last'>): string {
  if (first === last) return longDate(noon(first))
  const [from, until] = [shortDate(noon(first)), shortDate(noon(last))]
  const [year, lastYear] = [first.slice(0, 4), last.slice(0, 4)]
  return t(year === lastYear ? 'span' : 'spanYears', { first: from, last: until, year, lastYear })
}

export function visitsLine({ visits }: VisitReport): string {
  const parts = [t('line.visits', { n: visits.total }), t('line.enterprises', { n: visits.enterprises })]
  return [...parts, ...(visits.people > 1 ? [t('line.people', { n: visits.people })] : [])].join(t('comma'))
}

export function productionLine({ production: seen }: VisitReport): string {
  if (!seen.reporting) return ''
  const states = ([['resumed', seen.resumed], ['partly', seen.partly], ['stopped', seen.stopped]] as const)
    .filter(([, n]) => n).map(([key, n]) => t(`line.${key}`, { n }))
  const staff = seen.expected ? [t('line.staff', { returned: number(seen.returned), expected: number(seen.expected), rate: rate(seen.returned_rate) })] : []
  const capacity = seen.capacity === null ? [] : [t('line.capacity', { rate: rate(seen.capacity) })]
  return [t('line.seen', { n: seen.reporting }), ...states, ...staff, ...capacity].join(t('comma'))
}

export function problemsLine({ problems }: VisitReport): string {
  if (!problems.raised) return ''
  const kinds = problems.by_category.map((row) => t('line.kind', { name: nameOf(row.category), n: row.raised }))
  const parts = [t('line.raised', { n: problems.raised }), t('line.solved', { n: problems.solved }), t('line.open', { n: problems.open })]
  return t('line.problems', { parts: parts.join(t('comma')), kinds: kinds.join(t('pause')) })
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The whole report as text: a heading, then numbered paragraphs; what has nothing to say is left out. */
export function reportText(report: VisitReport, of: string): string {
  const list = (rows: string[], total: number): string[] => [
    ...rows.slice(0, TOLD).map((row, index) => `(${index + 1}) ${row}`), ...(total > TOLD ? [t('text.more', { n: total - TOLD })] : []),
  ]
  const told = report.notable.map((row) => t('text.told', { enterprise: row.enterprise.short_name, author: row.author.name, summary: oneLine(row.summary) }))
  const returns = report.follow_ups.shown.map((row) => t(row.late ? 'text.late' : 'text.return', {
    enterprise: row.enterprise.short_name, author: row.author.name, date: shortDate(noon(row.follow_up_on)),
  }))
  const paragraphs: [string, string, string[]][] = [
    [t('text.visits'), report.visits.total ? visitsLine(report) : t('text.noVisits'), []],
    [t('text.production'), productionLine(report), []],
    [t('text.problems'), problemsLine(report), []],
    [t('text.notable'), '', list(told, report.notable.length)],
    [t('text.returns'), '', list(returns, report.follow_ups.total)],
  ]
  const said = paragraphs.filter(([, line, rows]) => line || rows.length)
  return [
    t('text.head', { title: t(`title.${periodOf(report)}`), span: spanWords(report), of }),
    ...said.flatMap(([name, line, rows], index) => [t('text.paragraph', { number: t('text.numbers').split(' ')[index]!, name, line }), ...rows]),
  ].join('\n')
}
