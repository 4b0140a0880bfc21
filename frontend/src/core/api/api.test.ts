import { describe, expect, it } from 'vitest'
import { asProblem, networkProblem, parseProblem } from './problem'
import { uuidv7 } from './uuid'

describe('a refusal', () => {
  it('keeps its fields, its remedy and whatever the server adds', () => {
    const problem = parseProblem(412, {
      type: 'about:blank', title: 'Stale', status: 412, detail: 'Ben changed it.', code: 'stale', request_id: 'r1',
      errors: [{ field: 'reason', code: 'required', detail: 'Missing.', remedy: 'Say why.' }], current: 7,
    })
    expect(problem.code).toBe('stale')
    expect(problem.field('reason')?.remedy).toBe('Say why.')
    expect(problem.extras).toEqual({ current: 7 })
    expect(problem.passing).toBe(false)
  })

  it('survives a body that is not a problem', () => {
    expect(parseProblem(502, '<html>').code).toBe('http_502')
    expect(parseProblem(502, null).passing).toBe(true)
  })

  it('tells a lost network from a fault of ours', () => {
    expect(networkProblem().passing).toBe(true)
    expect(asProblem(new TypeError('x')).code).toBe('client_fault')
  })
})

describe('a version 7 uuid', () => {
  it('is well formed and sorts by time', () => {
    const early = uuidv7(1_583_971_200_000)
    const late = uuidv7(1_583_971_200_001)
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(early < late).toBe(true)
  })
})
