import { describe, expect, it } from 'vitest'
import type { AnswerValue, TemplateSection } from '@/core/api'
import { asBefore, beginWith } from './before'
import shared from './conditions.cases.json'
import { asked, faults, said } from './conditions'

const sections = shared.sections as TemplateSection[]
type Answers = Record<string, AnswerValue>

describe('the questions of a visit', () => {
  it.each(shared.cases.map((one) => [one.name, one] as const))('are asked and taken as by the server: %s', (_name, one) => {
    const answers = one.answers as unknown as Answers
    expect(asked(sections, answers).map((field) => field.id)).toEqual(one.asked)
    expect(Object.fromEntries(faults(sections, answers))).toEqual(one.faults)
  })
  it('are sent without what was said to a question that has gone again', () => {
    expect(said(sections, { missing: 0, causes: ['home'], rooms: 4, loan: null, cash: 'low' })).toEqual({ missing: 0, cash: 'low' })
  })
})

describe('a form that begins with the last visit', () => {
  const last = (answers: Answers) => ({ occurred_at: '2020-03-02T02:00:00Z', answers })
  it('takes over what asks for it and still fits', () => {
    expect(beginWith(sections, last({ loan: true, missing: 7 }))).toEqual({ at: '2020-03-02T02:00:00Z', answers: { loan: true } })
    expect(beginWith(sections, last({ loan: 'yes' })).answers).toEqual({})
  })
  it('says so until the answer is another', () => {
    const before = beginWith(sections, last({ loan: true }))
    expect(asBefore(before, 'loan', true)).toBe(true)
    expect(asBefore(before, 'loan', false)).toBe(false)
    expect(asBefore(before, 'missing', undefined)).toBe(false)
    expect(asBefore(null, 'loan', true)).toBe(false)
  })
})
