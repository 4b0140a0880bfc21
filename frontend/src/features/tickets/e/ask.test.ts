import { describe, expect, it } from 'vitest'
import { networkProblem } from '@/core/api'
import { deliver } from '@/core/offline/parcel'
import { freshProblem } from '../intake'
import { type Ask, packAsk, unpackAsk } from './useAsk'

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
  it('keeps every file while the line is down, and sends each once', async () => {
    const parcel = packAsk(ask(), '9', NOW)
    const asked: string[] = []
    let down = true
    const post = {
      now: () => 1, note: () => Promise.resolve(),
      send: (part: { uuid: string }) => {
        asked.push(part.uuid)
        return down && part.uuid === 'f-1' ? Promise.reject(networkProblem()) : Promise.resolve({ ref: 'QT-1' })
      },
    }
    expect(await deliver(parcel, post)).toBe('later')
    expect(unpackAsk(parcel).files.map((file) => file.name)).toEqual(['现场.jpg', '名单.pdf'])
    down = false
    expect(await deliver(parcel, post)).toBe('all')
    expect(asked).toEqual([parcel.id, 'f-1', 'f-1', 'f-2'])
  })
})
