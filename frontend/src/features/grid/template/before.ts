/** A form that begins with what was answered at the last visit, and says so. */
import type { AnswerValue, TemplateField, TemplateSection } from '@/core/api'
import { type Answers, faultOf, isBlank } from './conditions'

/** When the last visit was, and which of its answers this form began with. */
export interface Before { at: string; answers: Record<string, AnswerValue> }

/** The last visit's answers to the questions that ask for them, as far as they still fit. */
export function beginWith(sections: readonly TemplateSection[], last: { occurred_at: string; answers: Answers }): Before {
  const usable = (field: TemplateField): boolean => {
    const answer = last.answers[field.id]
    return field.prefill === true && !isBlank(answer) && faultOf(field, answer!) === null
  }
  const fields = sections.flatMap((section) => section.fields).filter(usable)
  return { at: last.occurred_at, answers: Object.fromEntries(fields.map((field) => [field.id, last.answers[field.id]!])) }
}

/** Whether the answer is still the one of the last visit. */
export const asBefore = (before: Before | null | undefined, id: string, answer: AnswerValue | undefined): boolean =>
  before?.answers[id] !== undefined && JSON.stringify(before.answers[id]) === JSON.stringify(answer)
