import { describe, expect, it } from 'vitest'
import type { PushItem } from '../courier'
import { hashOf } from '../sha256'
import file from './protocol.cases.json'
import { SimServer } from './server'

interface Step { push: [number, string, object, string?][]; outcomes?: string[]; last?: number; problem?: string; stopped?: [number, string] }
interface Case { name: string; steps: Step[]; effects: Record<string, number> }

describe('the simulated server keeps the protocol', () => {
  it.each((file.cases as unknown as Case[]).map((one) => [one.name, one] as const))('%s', (_name, { steps, effects }) => {
    const server = new SimServer()
    for (const step of steps) {
      const items: PushItem[] = step.push.map(([seq, uuid, body, after]) => ({ kind: 'note', uuid, seq, body: JSON.stringify(body), ...(after && { after }) }))
      const answer = server.push('1', { user: 1, device: 'd', items })
      if (step.problem) {
        expect(answer).toMatchObject({ code: step.problem, ...(step.last !== undefined && { last: step.last }) })
        continue
      }
      if (answer.status !== 200 || !('receipts' in answer) || !Array.isArray(answer.receipts)) throw new Error(JSON.stringify(answer))
      expect(answer.receipts.map((one) => (one.outcome === 'refused' ? `refused:${String(one.problem?.code)}` : one.outcome))).toEqual(step.outcomes)
      expect(answer.receipts.map((one) => one.sha256)).toEqual(items.slice(0, step.outcomes?.length).map((item) => hashOf(item.body)))
      expect(answer.last).toBe(step.last)
      expect(answer.stopped).toEqual(step.stopped ? { seq: step.stopped[0], code: step.stopped[1] } : null)
    }
    expect(Object.fromEntries(server.effects)).toEqual(effects)
  })
})
