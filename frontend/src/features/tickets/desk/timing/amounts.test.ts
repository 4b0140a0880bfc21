import { describe, expect, it } from 'vitest'
import type { ClockPolicy } from '@/core/api'
import { changedIn, changeOf, formOf, stored, timesOf, typed, type Rung } from './amounts'

const DAY = 27_000
const policy: ClockPolicy = {
  id: 1, category: null, priority: '', tier: '', acknowledge_seconds: 7200, first_contact_seconds: 14_400, stage_seconds: 5 * DAY,
  resolve_seconds: 5 * DAY, resolve_days: 5, version: 1, active: true, since: null, by: null, retired: false,
}
const rung: Rung = {
  level: 2, name: '牵头部门', name_en: 'Department', trigger: 'after_previous', amount: DAY, duty_seconds: 7200, recipients: ['unit_leads'], notice: 'yellow', hands_over: true,
}

describe('what is typed and what is stored', () => {
  it('shows hours and days, and sends nothing when nothing changed', () => {
    const form = formOf(policy, DAY)
    expect(form).toEqual({ acknowledge_seconds: 2, first_contact_seconds: 4, resolve_seconds: 5, stage_seconds: 5 })
    expect(changeOf(form, policy, DAY)).toEqual({})
  })
  it('sends only what changed', () => {
    const form = { ...formOf(policy, DAY), acknowledge_seconds: 1.5, resolve_seconds: 3 }
    expect(changedIn(form, policy, DAY)).toEqual(['acknowledge_seconds', 'resolve_seconds'])
    expect(changeOf(form, policy, DAY)).toEqual({ acknowledge_seconds: 5400, resolve_days: 3, resolve_seconds: 3 * DAY })
  })
  it('sends a new policy whole', () => {
    expect(timesOf(formOf(policy, DAY), DAY)).toEqual({
      acknowledge_seconds: 7200, first_contact_seconds: 14_400, resolve_days: 5, resolve_seconds: 5 * DAY, stage_seconds: 5 * DAY,
    })
  })
  it('keeps a rung as it was through the form', () => {
    expect(stored(typed(rung))).toEqual(rung)
    expect(stored(typed({ ...rung, trigger: 'share', amount: 80 }))).toEqual({ ...rung, trigger: 'share', amount: 80 })
  })
})
