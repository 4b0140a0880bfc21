import { PiniaColada, useQueryCache } from '@pinia/colada'
import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Board, TicketCard } from '@/core/api'
import { type Socket, startLive } from '@/core/live'
import { useTicketsLive } from './live'
import { boardKey } from './queries'
import { forgetVersions } from './versions'

vi.mock('@/features/grid', () => ({ useMeta: () => ({ parents: { value: new Map([['LAB-1', 'LAB']]) } }) }))

const card = (over: Partial<TicketCard> = {}): TicketCard => ({
  ref: 'QT-1', uuid: 'u', version: 1, title: '返岗', state: 'assigned', lamp: 'green', priority: 'normal',
  category: { code: 'LAB-1', name: '返岗', name_en: 'Return' }, enterprise: { id: 'e', name: '甲', short_name: '甲' },
  unit: null, holder: null, due_at: null, submitted_at: '', updated_at: '', rung: 0, rung_state: '', rung_since: null, supervised: '', urged: 0, returned: 0, redone: 0, on_the_spot: false, tasks_done: 0, tasks_total: 0, ...over,
})
const place = (state: string) => ({ unit: 0, category: 'LAB-1', state, lamp: 'green' })
const board = (): Board => ({
  epoch: 'e1', as_of: 10, columns: { assigned: [card()] }, counters: [{ unit: 0, state: 'assigned', lamp: 'green', count: 1 }],
  totals: { open: 1, red: 0, yellow: 0 },
})

describe('frames in the cache', () => {
  let line: Socket
  let cache: ReturnType<typeof useQueryCache>
  let units: ReadonlySet<number> | null = null
  const say = (frame: object) => line.onmessage?.({ data: JSON.stringify(frame) })
  const move = (seq: number, next: Partial<TicketCard>, before = 'assigned') => {
    const after = card(next)
    say({ type: 'event', seq, kind: 'ticket_acknowledged', at: '', topics: ['board'], data: { ref: after.ref, version: after.version, card: after, before: place(before), after: place(after.state) } })
  }
  const kept = (filter = {}) => cache.getQueryData<Board>([...boardKey(filter)])!
  const page = defineComponent({
    setup() {
      cache = useQueryCache()
      startLive({ open: () => (line = { onopen: null, onmessage: null, onclose: null, send: () => undefined, close: () => undefined }) })
      useTicketsLive(() => units)
      return () => h('div')
    },
  })

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16))
    forgetVersions()
    mount(page, { global: { plugins: [createPinia(), PiniaColada] } })
    cache.setQueryData([...boardKey({})], board())
    cache.setQueryData([...boardKey({ category: 'LAB' })], board())
    cache.setQueryData([...boardKey({ unit: 9 })], { ...board(), columns: {}, counters: [], totals: { open: 0, red: 0, yellow: 0 } })
    cache.setQueryData(['tickets', {}], { pages: [{ next: null, results: [card()] }], pageParams: [undefined] })
    say({ type: 'hello', epoch: 'e1', head: 10, build: '', server_time: '2020-03-12T10:00:00Z', heartbeat: 10 })
  })
  afterEach(() => { units = null; vi.useRealTimers(); vi.unstubAllGlobals() })

  it('move a card on every board it belongs to, and in the ledger', () => {
    move(11, { state: 'handling', version: 2 })
    vi.advanceTimersByTime(20)
    for (const filter of [{}, { category: 'LAB' }]) {
      expect(kept(filter).columns.handling?.map((held) => held.version)).toEqual([2])
      expect(kept(filter).columns.assigned).toEqual([])
      expect(kept(filter).totals.open).toBe(1)
    }
    expect(kept({ unit: 9 }).totals.open).toBe(0)
    const ledger = cache.getQueryData<{ pages: { results: TicketCard[] }[] }>(['tickets', {}])
    expect(ledger?.pages[0]?.results[0]?.state).toBe('handling')
  })

  it('leave out of the board what another unit holds', () => {
    units = new Set([3])
    move(11, { state: 'handling', version: 2 })
    vi.advanceTimersByTime(20)
    expect(kept().columns.handling ?? []).toEqual([])
    expect(kept().columns.assigned).toEqual([])
  })

  it('apply many frames of one paint together, and none twice', () => {
    move(11, { state: 'handling', version: 2 })
    move(12, { state: 'resolved', version: 3 }, 'handling')
    move(12, { state: 'resolved', version: 3 }, 'handling')
    vi.advanceTimersByTime(20)
    expect(kept().columns.resolved).toHaveLength(1)
    expect(kept().counters).toEqual([{ unit: 0, state: 'resolved', lamp: 'green', count: 1 }])
    expect(kept().as_of).toBe(12)
  })
})
