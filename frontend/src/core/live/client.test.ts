import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveClient, type LiveStatus, type Socket } from './client'
import type { LiveEvent, Subscribe } from './frames'

class Line implements Socket {
  onopen = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  sent: Subscribe[] = []
  closed = false
  send(text: string) { this.sent.push(JSON.parse(text) as Subscribe) }
  close() { this.closed = true }
  say(frame: object) { this.onmessage?.({ data: JSON.stringify(frame) }) }
  hello(epoch = 'e1', head = 10) { this.say({ type: 'hello', epoch, head, build: 'b', server_time: '2020-03-12T10:00:00Z', heartbeat: 10 }) }
  subscribed(head = 10) { this.say({ type: 'subscribed', topics: [], head }) }
  event(seq: number, topics = ['board']) { this.say({ type: 'event', seq, kind: 'ticket_assigned', at: '', topics, data: {} }) }
  beat(head: number) { this.say({ type: 'heartbeat', head, server_time: '' }) }
  get last() { return this.sent[this.sent.length - 1] }
}

describe('the live client', () => {
  let lines: Line[]
  let batches: LiveEvent[][]
  let statuses: LiveStatus[]
  let resyncs: string[]
  let joins: number
  let frames: (() => void)[]
  let client: LiveClient
  const line = () => lines[lines.length - 1]!
  const paint = () => frames.splice(0).forEach((run) => run())
  const heard = () => { paint(); return batches.flat().map((event) => event.seq) }

  beforeEach(() => {
    vi.useFakeTimers()
    lines = []; batches = []; statuses = []; resyncs = []; joins = 0; frames = []
    client = new LiveClient({
      open: () => { lines.push(new Line()); return line() },
      random: () => 1,
      frame: (run) => frames.push(run),
      events: (batch) => batches.push(batch),
      resync: (reason) => resyncs.push(reason),
      status: (status) => statuses.push(status),
      hello: () => undefined,
      joined: () => { joins += 1 },
    })
  })
  afterEach(() => { client.stop(); vi.useRealTimers() })

  function live() {
    client.watch(['board'])
    client.start()
    line().hello()
    line().subscribed()
  }

  it('says who gets nothing done, and that it is over', () => {
    const told: string[][] = []
    client = new LiveClient({ open: () => { lines.push(new Line()); return line() }, events() {}, resync() {}, status() {}, hello() {}, late: (late) => told.push(late) })
    live()
    line().say({ type: 'heartbeat', head: 10, server_time: '', late: ['ticker'] })
    line().say({ type: 'heartbeat', head: 10, server_time: '', late: [] })
    expect(told).toEqual([[], ['ticker'], []])
  })

  it('subscribes once greeted, and says that it had no starting point', () => {
    live()
    expect(line().sent).toEqual([{ type: 'subscribe', topics: ['board'], since: null, epoch: 'e1' }])
    expect(joins).toBe(1)
    expect(statuses).toEqual(['connecting', 'live'])
  })

  it('starts from a snapshot fetched before the line was up', () => {
    client.watch(['board'])
    client.snapshot('e1', 7)
    client.start()
    line().hello()
    expect(line().last?.since).toBe(7)
    line().subscribed()
    expect(joins).toBe(0)
  })

  it('asks again when a snapshot is older than the stream, and applies those events once more', () => {
    live()
    line().event(11)
    line().event(12)
    expect(heard()).toEqual([11, 12])
    client.snapshot('e1', 10)
    expect(line().last?.since).toBe(10)
    line().event(11)
    line().event(12)
    expect(heard()).toEqual([11, 12, 11, 12])
  })

  it('hands over one frame at a time, in order, without doubles', () => {
    live()
    line().event(12)
    line().event(11)
    line().event(12)
    paint()
    expect(batches).toHaveLength(1)
    expect(heard()).toEqual([11, 12])
    line().event(11)
    expect(heard()).toEqual([11, 12])
  })

  it('resumes where it stopped after the line broke', () => {
    live()
    line().event(11)
    line().onclose?.({ code: 1012 })
    expect(statuses.at(-1)).toBe('reconnecting')
    vi.advanceTimersByTime(500)
    line().hello('e1', 15)
    expect(lines).toHaveLength(2)
    expect(line().last).toMatchObject({ since: 11, epoch: 'e1' })
    expect(resyncs).toEqual([])
  })

  it('waits longer each time and never all at once', () => {
    live()
    for (const wait of [500, 1000, 2000]) {
      line().onclose?.({ code: 1006 })
      const before = lines.length
      vi.advanceTimersByTime(wait - 1)
      expect(lines).toHaveLength(before)
      vi.advanceTimersByTime(1)
      expect(lines).toHaveLength(before + 1)
    }
  })

  it('reconnects at once when somebody looks at the page', () => {
    live()
    line().onclose?.({ code: 1006 })
    client.kick()
    expect(lines).toHaveLength(2)
    client.kick()
    expect(lines).toHaveLength(2)
  })

  it('fetches everything again after a restore made another epoch', () => {
    live()
    line().event(11)
    line().onclose?.({ code: 1006 })
    client.kick()
    line().hello('e2', 4)
    expect(resyncs).toEqual(['epoch'])
    expect(line().last).toMatchObject({ since: 4, epoch: 'e2' })
    line().event(5)
    expect(heard()).toContain(5)
  })

  it('obeys a resync and goes on from a fresh start', () => {
    live()
    line().say({ type: 'resync', reason: 'too_old' })
    expect(resyncs).toEqual(['too_old'])
    expect(line().last?.since).toBeNull()
    client.snapshot('e1', 40)
    line().subscribed(41)
    line().event(41)
    expect(heard()).toEqual([41])
  })

  it('notices dropped frames by the head of the heartbeat', () => {
    live()
    line().event(11)
    line().beat(11)
    const asked = line().sent.length
    line().beat(13)
    line().beat(13)
    expect(line().sent).toHaveLength(asked)
    line().beat(13)
    expect(line().sent).toHaveLength(asked + 1)
    expect(line().last?.since).toBe(11)
    line().subscribed(13)
    line().event(12)
    line().beat(13)
    expect(heard()).toEqual([11, 12])
    line().beat(13)
    line().beat(13)
    line().beat(13)
    expect(line().sent).toHaveLength(asked + 1)
  })

  it('treats silence as a broken line', () => {
    live()
    vi.advanceTimersByTime(25_000)
    expect(statuses.at(-1)).toBe('reconnecting')
    expect(lines[0]!.closed).toBe(true)
  })

  it('stays away once signed out', () => {
    live()
    line().onclose?.({ code: 4401 })
    vi.advanceTimersByTime(60_000)
    expect(lines).toHaveLength(1)
    expect(statuses.at(-1)).toBe('signed_out')
  })

  it('tries again, ever more patiently, when the sign-in proves to last', () => {
    live()
    for (const wait of [500, 1000, 2000]) {
      const before = lines.length
      line().onclose?.({ code: 4401 })
      client.later()
      vi.advanceTimersByTime(wait - 1)
      expect(lines).toHaveLength(before)
      vi.advanceTimersByTime(1)
      expect(lines).toHaveLength(before + 1)
    }
    client.later()
    vi.advanceTimersByTime(10_000)
    expect(lines).toHaveLength(4)
  })

  it('keeps a topic while anybody wants it', () => {
    live()
    const first = client.watch(['ticket.QT-1'])
    const second = client.watch(['ticket.QT-1'])
    first()
    expect(line().last?.topics).toEqual(['board', 'ticket.QT-1'])
    second()
    expect(line().last?.topics).toEqual(['board'])
  })

  it('leaves alone what it does not understand', () => {
    live()
    line().say({ type: 'presence' })
    line().onmessage?.({ data: 'not json' })
    expect(heard()).toEqual([])
  })
})
