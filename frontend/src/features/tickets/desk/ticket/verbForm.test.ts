import { describe, expect, it } from 'vitest'
import { bodyOf, needsOf } from './useVerbForm'

const ability = (needs: string[], reason_required = false) => ({ verb: 'assign', needs, reason_required, danger: false })

describe('the form of a verb', () => {
  it('asks for what the server needs and marks what may stay empty', () => {
    const needs = needsOf(ability(['unit', 'optional_person', 'optional_reason', 'something_new']))
    expect(needs.map(({ name, optional }) => [name, optional])).toEqual([['unit', false], ['person', true], ['reason', true]])
  })
  it('adds the reason that a verb cannot do without', () => {
    expect(needsOf(ability([], true)).map((need) => need.name)).toEqual(['reason'])
    expect(needsOf(ability(['reason'], true))).toHaveLength(1)
  })
  it('sends only what was filled in', () => {
    const needs = needsOf(ability(['unit', 'optional_person', 'reason', 'due_at']))
    const body = bodyOf(needs, { unit: 3, person: null, reason: '  转办 ', due_at: '2020-03-12T17:30' })
    expect(body).toEqual({ unit: 3, reason: '转办', due_at: '2020-03-12T09:30:00.000Z' })
  })
})
