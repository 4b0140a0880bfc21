/**
 * The live connection: one socket a page, and a view that converges on the database.
 * `last` is the sequence number below which nothing of the wanted topics is missing.
 */
import { type Frame, type Hello, type Late, type LiveEvent, parseFrame, type Subscribe } from './frames'

export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'signed_out'

export interface Socket {
  onopen: (() => void) | null
  onmessage: ((message: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  send: (text: string) => void
  close: () => void
}

export interface LiveHandlers {
  /** The events of one animation frame, in the order of their seq, none twice. */
  events: (batch: LiveEvent[]) => void
  /** What is on screen may be wrong: fetch it again. */
  resync: (reason: string) => void
  status: (status: LiveStatus, since: number) => void
  hello: (hello: Hello) => void
  /** The stream began without a starting point: whatever was fetched before may lack a change. */
  joined?: () => void
  /** Who works unseen and gets nothing done, so that a page can say what will take longer. */
  late?: (late: Late[]) => void
  refused?: (topic: string, reason: string) => void
}

export interface LiveOptions extends LiveHandlers {
  open: () => Socket
  now?: () => number
  random?: () => number
  frame?: (run: () => void) => void
}

const FIRST_WAIT = 500
const LONGEST_WAIT = 30_000
const SIGNED_OUT = 4401
const HEARTBEATS_BEHIND = 2
const REMEMBERED = 4_000

export class LiveClient {
  private socket: Socket | null = null
  private readonly wanted = new Map<string, number>()
  private last: number | null = null
  private epoch: string | null = null
  private promised = 0
  private behind = 0
  private attempts = 0
  private heartbeat = 10_000
  private silence: ReturnType<typeof setTimeout> | undefined
  private retry: ReturnType<typeof setTimeout> | undefined
  private buffer: LiveEvent[] = []
  private seen = new Set<number>()
  private stopped = true
  private asked = ''

  constructor(private readonly options: LiveOptions) {}

  start(): void {
    this.stopped = false
    this.connect()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.retry)
    clearTimeout(this.silence)
    this.drop()
  }

  /** Wants topics until the returned function is called. Call it before fetching the snapshot they belong to. */
  watch(topics: readonly string[]): () => void {
    topics.forEach((topic) => this.wanted.set(topic, (this.wanted.get(topic) ?? 0) + 1))
    this.subscribe()
    return () => {
      topics.forEach((topic) => {
        const users = (this.wanted.get(topic) ?? 1) - 1
        if (users > 0) this.wanted.set(topic, users)
        else this.wanted.delete(topic)
      })
      this.subscribe()
    }
  }

  /** A snapshot was fetched over HTTP: what came after `asOf` must still be heard, even if the stream began later. */
  snapshot(epoch: string, asOf: number): void {
    if (this.epoch !== null && epoch !== this.epoch) return
    if (this.last !== null && this.last <= asOf) return
    // The snapshot replaced what newer events had changed, so these must be heard once more.
    this.seen = new Set([...this.seen].filter((seq) => seq <= asOf))
    this.last = asOf
    this.subscribe(true)
  }

  /** The page became visible or the network returned: do not wait for the timer. */
  kick(): void {
    if (this.stopped || this.socket) return
    clearTimeout(this.retry)
    this.connect()
  }

  private connect(): void {
    this.say(this.attempts === 0 ? 'connecting' : 'reconnecting')
    const socket = this.options.open()
    this.socket = socket
    socket.onmessage = (message) => {
      const frame = parseFrame(message.data)
      if (frame && socket === this.socket) this.read(frame)
    }
    socket.onclose = (event) => socket === this.socket && this.closed(event.code)
    this.expectSign()
  }

  private closed(code: number): void {
    this.drop()
    if (this.stopped) return
    if (code === SIGNED_OUT) this.say('signed_out')
    else this.later()
  }

  /** Tries the line again, after a while that grows with every try in vain. */
  later(): void {
    if (this.stopped || this.socket) return
    this.say('reconnecting')
    clearTimeout(this.retry)
    const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.attempts)
    this.attempts += 1
    const wait = ceiling * (0.5 + (this.options.random ?? Math.random)() / 2)
    this.retry = setTimeout(() => this.connect(), wait)
  }

  private drop(): void {
    const socket = this.socket
    this.socket = null
    this.asked = ''
    clearTimeout(this.silence)
    if (!socket) return
    socket.onmessage = null
    socket.onclose = null
    socket.close()
  }

  /** A line that has said nothing for two and a half heartbeats is dead, whatever the browser believes. */
  private expectSign(): void {
    clearTimeout(this.silence)
    this.silence = setTimeout(() => this.closed(1006), this.heartbeat * 2.5)
  }

  private read(frame: Frame): void {
    this.expectSign()
    const handlers: { [K in Frame['type']]: (f: Extract<Frame, { type: K }>) => void } = {
      hello: (hello) => this.greeted(hello),
      subscribed: ({ head }) => this.subscribed(head),
      event: (event) => this.received(event),
      heartbeat: ({ head, late }) => {
        this.options.late?.(late ?? [])
        this.beat(head)
      },
      resync: ({ reason, head }) => this.lost(reason, head),
      refused: ({ topic, reason }) => this.options.refused?.(topic, reason),
    }
    ;(handlers[frame.type] as (f: Frame) => void)(frame)
  }

  private greeted(hello: Hello): void {
    this.attempts = 0
    this.heartbeat = hello.heartbeat * 1000
    const restored = this.epoch !== null && this.epoch !== hello.epoch
    this.epoch = hello.epoch
    this.promised = 0
    this.options.hello(hello)
    this.options.late?.(hello.late ?? [])
    if (restored) this.lost('epoch', hello.head)
    this.say('live')
    this.subscribe(true)
  }

  private subscribed(head: number): void {
    this.behind = 0
    this.promised = Math.max(this.promised, head)
    if (this.last !== null) return
    this.last = head
    this.options.joined?.()
  }

  private received(event: LiveEvent): void {
    this.behind = 0
    if (this.seen.has(event.seq)) return
    this.remember(event.seq)
    this.last = Math.max(this.last ?? 0, event.seq)
    if (this.buffer.length === 0) (this.options.frame ?? nextFrame)(() => this.flush())
    this.buffer.push(event)
  }

  private remember(seq: number): void {
    this.seen.add(seq)
    if (this.seen.size > REMEMBERED) this.seen.delete(this.seen.values().next().value!)
  }

  private flush(): void {
    const batch = this.buffer.sort((a, b) => a.seq - b.seq)
    this.buffer = []
    if (batch.length > 0) this.options.events(batch)
  }

  /** Frames keep their order, so what the server promised on subscribing has arrived once a heartbeat follows. */
  private beat(head: number): void {
    if (this.promised > 0) this.last = Math.max(this.last ?? 0, this.promised)
    this.promised = 0
    this.behind = this.last !== null && this.last < head ? this.behind + 1 : 0
    if (this.behind > HEARTBEATS_BEHIND) this.subscribe(true)
  }

  private lost(reason: string, head: number | undefined): void {
    this.buffer = []
    this.seen.clear()
    this.last = head ?? null
    this.options.resync(reason)
    if (reason !== 'epoch') this.subscribe(true)
  }

  private subscribe(again = false): void {
    const topics = [...this.wanted.keys()].sort()
    const asked = topics.join(' ')
    if (!this.socket || this.epoch === null || (!again && asked === this.asked)) return
    this.asked = asked
    this.behind = 0
    const frame: Subscribe = { type: 'subscribe', topics, since: this.last, epoch: this.epoch }
    this.socket.send(JSON.stringify(frame))
  }

  private say(status: LiveStatus): void {
    this.options.status(status, (this.options.now ?? Date.now)())
  }
}

function nextFrame(run: () => void): void {
  // A hidden page paints no frames, and must not hoard events until it is looked at.
  if (document.visibilityState === 'hidden') setTimeout(run, 250)
  else requestAnimationFrame(run)
}
