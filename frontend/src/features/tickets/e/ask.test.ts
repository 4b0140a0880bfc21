import { describe, expect, it } from 'vitest'
import { freshProblem } from '../intake'
import { type Ask, packAsk } from './useAsk'

const NOW = Date.parse('2020-03-12T02:00:00Z')
const ask = (over: Partial<Ask> = {}): Ask => ({
  problem: { ...freshProblem(), text: ' 原料车在卡口排队 9 小时 ', category: 'LOG-TRK' },
  files: [{ uuid: 'f-1', name: '现场.jpg', blob: new Blob(['x']) }, { uuid: 'f-2', name: '名单.pdf', blob: new Blob(['y']) }],
  contactName: '沈晓雯', contactPhone: '', ...over,
})

describe('a problem on its way', () => {
  it('goes before its files, and names no enterprise but its own', () => {
    const parcel = packAsk(ask(), '9', NOW)
    expect(parcel.parts.map((part) => part.kind)).toEqual(['ticket', 'ticket_file', 'ticket_file'])
    expect(parcel.parts[0]!.body).toEqual({
      uuid: parcel.id, category: 'LOG-TRK', text: '原料车在卡口排队 9 小时', contact_name: '沈晓雯', occurred_at: '2020-03-12T02:00:00.000Z',
    })
    expect(parcel.parts[1]!.after).toBe(parcel.id)
  })
})
