/** A visit while it is being written. */
import { type AnswerValue, type Production, type Report, uuidv7, type VisitInput, type VisitTemplate } from '@/core/api'
import { labelOf } from '@/core/i18n'
import { asBefore, beginWith, type Before, faults, isBlank, said, templateText } from '../../template'
import { t } from '../words'

export interface Arrival { at: string; lat: number | null; lon: number | null; accuracy: number | null; fixAge?: number }
export interface Met { name: string; title: string }
export interface VisitPhotoDraft { uuid: string; name: string; blob: Blob; caption: string }
export const CARDS = ['arrive', 'production', 'talk', 'problems', 'photos'] as const
export type CardName = (typeof CARDS)[number]

export interface VisitDraft {
  uuid: string
  /** When the form was opened; a draft of an older version does not say. */
  begunAt?: string
  arrival: Arrival | null
  production: Production | null
  answers: Record<string, AnswerValue>
  /** The questions it was begun with: a newer version that arrives meanwhile is for the next visit. */
  template?: VisitTemplate
  /** What of the answers came from the last visit. */
  before?: Before | null
  people: Met[]
  summary: string
  followUpOn: string | null
  photos: VisitPhotoDraft[]
  done: Record<CardName, boolean>
}

export const freshVisit = (): VisitDraft => ({
  uuid: uuidv7(), begunAt: new Date(Date.now()).toISOString(), arrival: null, production: null, answers: {}, people: [], summary: '', followUpOn: null, photos: [],
  done: { arrive: false, production: false, talk: false, problems: false, photos: false },
})

/** Whether anything was said that would be a pity to lose. */
export const isBegun = (draft: VisitDraft): boolean =>
  draft.arrival !== null || draft.summary.trim() !== '' || draft.people.length > 0 || draft.photos.length > 0 || Object.entries(draft.answers).some(([id, answer]) => !isBlank(answer) && !asBefore(draft.before, id, answer))

/** Begin with the last visit's answers where nothing has been answered yet. */
export function beginAnswers(draft: VisitDraft, template: VisitTemplate, last: { occurred_at: string; answers: Record<string, AnswerValue> } | null): void {
  if (!last) return
  const { at, answers } = beginWith(template.sections, last)
  const fresh = Object.entries(answers).filter(([id]) => draft.answers[id] === undefined)
  draft.before = { at, answers: { ...answers, ...draft.before?.answers } }
  if (fresh.length > 0) draft.answers = { ...draft.answers, ...Object.fromEntries(fresh) }
}

export interface Missing { card: CardName; field: string; text: string }

/** What must still be said before the visit can be sent, in the order of the form. */
export function missingIn(draft: VisitDraft, template: VisitTemplate | undefined): Missing[] {
  const fields = (template?.sections ?? []).flatMap((section) => section.fields)
  const wrong = faults(template?.sections ?? [], draft.answers)
  // What is left of a question that is no longer asked is not sent, and so nobody's fault.
  const open = fields.filter((field) => wrong.has(field.id) && wrong.get(field.id) !== 'not_asked')
  return [
    ...open.map((field) => ({
      card: 'talk' as const, field: field.id, text: templateText(`fault.${wrong.get(field.id)!}`, { label: labelOf(field), min: field.min ?? '−', max: field.max ?? '∞' }),
    })),
    ...(draft.summary.trim() ? [] : [{ card: 'talk' as const, field: 'summary', text: t('talk.summaryMissing') }]),
  ]
}

export function visitInput(draft: VisitDraft, enterprise: string, template: VisitTemplate, occurredAt: string, leftAt: string): VisitInput {
  const { arrival, production } = draft
  const answers = said(template.sections, draft.answers)
  return {
    uuid: draft.uuid, enterprise, template_version: template.version, occurred_at: occurredAt, answers,
    people_met: draft.people, summary: draft.summary.trim(),
    left_at: leftAt,
    ...(draft.begunAt && { began_at: draft.begunAt }),
    ...(arrival && { arrived_at: arrival.at }),
    ...(arrival && arrival.lat !== null && arrival.lon !== null && {
      lat: arrival.lat, lon: arrival.lon, accuracy_m: Math.round(arrival.accuracy ?? 0), ...(arrival.fixAge !== undefined && { fix_age_s: arrival.fixAge }),
    }),
    ...(production && { production }),
    ...(draft.followUpOn && { follow_up_on: draft.followUpOn }),
  }
}

/** The last report is where the question begins; without one there is nothing to begin from. */
export const startProduction = (report: Report | null): Production | null =>
  report && {
    expected_staff: report.expected_staff, returned_staff: report.returned_staff,
    capacity_percent: report.capacity_percent, state: report.state,
  }
