import { expect, it } from 'vitest'
import type { Absence } from '@/core/api'
import { bodyOf, stageOf } from './useAbsences'

const absence = (starts_at: string, ends_at: string | null) => ({ starts_at, ends_at }) as Absence
const NOON = Date.parse('2020-03-12T04:00:00Z')

it('knows who is away now, who will be, and who is back', () => {
  expect(stageOf(absence('2020-03-12T04:00:00Z', null), NOON)).toBe('now')
  expect(stageOf(absence('2020-03-13T00:00:00Z', null), NOON)).toBe('coming')
  expect(stageOf(absence('2020-03-01T00:00:00Z', '2020-03-12T04:00:00Z'), NOON)).toBe('over')
})
it('sends moments with their zone, and no end until further notice', () => {
  const body = bodyOf({ user: null, deputy: 2, reason: 'trip', from: '2020-03-12T08:30', until: '', note: ' ' }, 'key')
  expect(body).toMatchObject({ uuid: 'key', deputy: 2, reason: 'trip', ends_at: null, note: '' })
  expect(body.starts_at).toBe('2020-03-12T00:30:00.000Z')
  expect(body).not.toHaveProperty('user')
})
