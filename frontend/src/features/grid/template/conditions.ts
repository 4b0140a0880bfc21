/** Which questions of a template are asked, and which answers fit: the same rules as grid/rules/answers.py, by the same cases. */
import type { AnswerValue, TemplateCondition, TemplateField, TemplateSection } from '@/core/api'

export type Answers = Readonly<Record<string, AnswerValue>>
export type Fault = 'required' | 'invalid' | 'out_of_range' | 'invalid_choice' | 'not_asked' | 'unknown'
type Sections = readonly TemplateSection[]

const LONGEST_TEXT = 2000
const LARGEST = 1e12
const fieldsOf = (sections: Sections): TemplateField[] => sections.flatMap((section) => section.fields)

export const isBlank = (answer: AnswerValue | undefined): boolean =>
  answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)

const isNumber = (answer: unknown): answer is number => typeof answer === 'number' && Number.isFinite(answer)

const TESTS: Record<TemplateCondition['test'], (answer: AnswerValue, value: unknown) => boolean> = {
  answered: () => true,
  equals: (answer, value) => typeof answer === 'boolean' && answer === value,
  any_of: (answer, value) => (Array.isArray(answer) ? answer : [answer]).some((one) => (value as unknown[]).includes(one)),
  at_least: (answer, value) => isNumber(answer) && answer >= (value as number),
  at_most: (answer, value) => isNumber(answer) && answer <= (value as number),
}

/** In the order of the form. A question behind one that is not asked is not asked either. */
export function asked(sections: Sections, answers: Answers): TemplateField[] {
  const found = new Map<string, TemplateField>()
  for (const field of fieldsOf(sections)) {
    const rule = field.show_if
    const answer = rule && answers[rule.question]
    if (!rule || (found.has(rule.question) && !isBlank(answer) && TESTS[rule.test](answer!, rule.value))) found.set(field.id, field)
  }
  return [...found.values()]
}

const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function choiceFault(field: TemplateField, answer: readonly unknown[]): Fault | null {
  if (!answer.every((one) => typeof one === 'string')) return 'invalid'
  const known = (field.options ?? []).map((option) => option.value)
  return answer.every((one) => known.includes(one)) && new Set(answer).size === answer.length ? null : 'invalid_choice'
}

/** What is wrong with an answer to a question that is asked. */
export function faultOf(field: TemplateField, answer: AnswerValue): Fault | null {
  switch (field.kind) {
    case 'bool': return typeof answer === 'boolean' ? null : 'invalid'
    case 'number':
      if (!isNumber(answer) || Math.abs(answer) > LARGEST) return 'invalid'
      return answer >= (field.min ?? -LARGEST) && answer <= (field.max ?? LARGEST) ? null : 'out_of_range'
    case 'choice': return typeof answer === 'string' ? choiceFault(field, [answer]) : 'invalid'
    case 'multi': return Array.isArray(answer) ? choiceFault(field, answer) : 'invalid'
    case 'date': return typeof answer === 'string' && isDay(answer) ? null : 'invalid'
    default: return typeof answer === 'string' && [...answer].length <= LONGEST_TEXT ? null : 'invalid'
  }
}

/** Every answer that cannot be taken, by question. */
export function faults(sections: Sections, answers: Answers): Map<string, Fault> {
  const known = fieldsOf(sections)
  const open = new Set(asked(sections, answers).map((field) => field.id))
  const found = new Map<string, Fault>()
  for (const field of known) {
    const answer = answers[field.id]
    const fault = isBlank(answer) ? (open.has(field.id) && field.required ? 'required' : null) : open.has(field.id) ? faultOf(field, answer!) : 'not_asked'
    if (fault) found.set(field.id, fault)
  }
  for (const name of Object.keys(answers)) if (!known.some((field) => field.id === name)) found.set(name, 'unknown')
  return found
}

/** What is sent: the answers to what is asked. What was said to a question that has gone again stays on the phone. */
export const said = (sections: Sections, answers: Answers): Record<string, AnswerValue> =>
  Object.fromEntries(asked(sections, answers).filter((field) => !isBlank(answers[field.id])).map((field) => [field.id, answers[field.id]!]))
