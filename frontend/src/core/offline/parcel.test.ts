import { describe, expect, it } from 'vitest'
import { ApiProblem, networkProblem } from '@/core/api'
import { deliver, isSettled, newPart, type Parcel, type Part, receiptOf } from './parcel'

const visit = () => newPart({ uuid: 'v', kind: 'visit', label: '走访', body: {} })
const child = (uuid: string, kind = 'ticket') => newPart({ uuid, kind, label: uuid, body: {}, after: 'v' })
const parcel = (...parts: Part[]): Parcel => ({ id: 'v', owner: '5', kind: 'visit', title: '甲', packedAt: 0, parts })

function line(answer: (part: Part, turn: number) => unknown = () => undefined) {
  const asked: string[] = []
  const noted: string[] = []
  const post = {
    now: () => 42,
    note: (held: Parcel) => { noted.push(held.parts.map((part) => part.state[0]).join('')); return Promise.resolve() },
    send: async (part: Part) => {
      asked.push(part.uuid)
      const fault = answer(part, asked.filter((uuid) => uuid === part.uuid).length)
      if (fault) throw fault as Error
      return { ref: `r-${part.uuid}` }
    },
  }
  return { asked, noted, post }
}
const refusal = new ApiProblem(400, 'invalid', '有内容需要更正', '内容太短', [{ field: 'text', code: 'short', detail: '太短', remedy: '写明' }])

describe('a parcel', () => {
  it('sends the visit, then its tickets, then its photos, and keeps the receipts', async () => {
    const { asked, post } = line()
    const sent = parcel(visit(), child('t1'), child('t2'), child('p1', 'photo'))
    expect(await deliver(sent, post)).toBe('all')
    expect(asked).toEqual(['v', 't1', 't2', 'p1'])
    expect(receiptOf(sent, 't1')).toEqual({ ref: 'r-t1' })
    expect(sent.parts.every((part) => part.receivedAt === 42)).toBe(true)
  })

  it('stops when the line is lost, keeps everything, and goes on with the same identities', async () => {
    let down = true
    const { asked, post } = line((part) => down && part.uuid === 't1' && networkProblem())
    const sent = parcel(visit(), child('t1'), child('p1', 'photo'))
    expect(await deliver(sent, post)).toBe('later')
    expect(sent.parts.map((part) => part.state)).toEqual(['received', 'waiting', 'waiting'])
    down = false
    expect(await deliver(sent, post)).toBe('all')
    expect(asked).toEqual(['v', 't1', 't1', 'p1'])
  })

  it('asks again with the same identity when the page died while sending', async () => {
    const { asked, post } = line()
    const sent = parcel({ ...visit(), state: 'sending' }, child('t1'))
    await deliver(sent, post)
    expect(asked).toEqual(['v', 't1'])
  })

  it('sends nothing that depends on a refused visit', async () => {
    const { asked, post } = line((part) => part.uuid === 'v' && refusal)
    const sent = parcel(visit(), child('t1'))
    expect(await deliver(sent, post)).toBe('refused')
    expect(asked).toEqual(['v'])
    expect(sent.parts[0]!.refusal?.fields[0]?.remedy).toBe('写明')
  })

  it('lets the others pass when one ticket is refused, and never asks a refused part again by itself', async () => {
    const { asked, post } = line((part) => part.uuid === 't1' && refusal)
    const sent = parcel(visit(), child('t1'), child('t2'))
    expect(await deliver(sent, post)).toBe('refused')
    expect(await deliver(sent, post)).toBe('refused')
    expect(asked).toEqual(['v', 't1', 't2'])
    expect(isSettled(sent)).toBe(false)
  })

  it('waits for the reader to sign in, and for a twin that is being received', async () => {
    expect(await deliver(parcel(visit()), line(() => new ApiProblem(401, 'not_authenticated', '', '')).post)).toBe('signedOut')
    expect(await deliver(parcel(visit()), line(() => new ApiProblem(409, 'in_flight', '', '')).post)).toBe('later')
    expect(await deliver(parcel(visit()), line(() => new ApiProblem(503, 'unavailable', '', '')).post)).toBe('later')
  })

  it('drops the bytes of a photo once they are received', async () => {
    const sent = parcel({ ...child('p', 'photo'), after: undefined, blob: new Blob(['x']) })
    await deliver(sent, line().post)
    expect(sent.parts[0]!.blob).toBeNull()
  })

  it('writes down each step before the next', async () => {
    const { noted, post } = line()
    await deliver(parcel(visit(), child('t')), post)
    expect(noted).toEqual(['sw', 'rw', 'rs', 'rr'])
  })
})
