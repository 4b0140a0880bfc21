// Holds many pages open on plain TCP sockets with its own frame reader: a load client must cost less than the server.
// Started with one JSON argument: { port, path, origin, cookies, subscribe, kind, timed }. Says one JSON object a line:
// {"open": n} when every page listens, {"passed": k} when k events per page have come, an answer to each "report".
import { createHash, randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'

const { port, path, origin, cookies, subscribe, kind, timed } = JSON.parse(process.argv[2])
const KIND = Buffer.from(`"kind":"${kind}"`)
const HEAD = 96 // the kind stands in the first bytes of a frame
const READY = Buffer.from('{"type":"subscribed"')
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)

let open = 0
let events = 0
let passed = 0
let closed = 0
let taken = []

function frame(opcode, payload) {
  const mask = randomBytes(4)
  const head = payload.length < 126 ? Buffer.from([0x80 | opcode, 0x80 | payload.length]) : Buffer.alloc(4)
  if (payload.length >= 126) {
    head[0] = 0x80 | opcode
    head[1] = 0x80 | 126
    head.writeUInt16BE(payload.length, 2)
  }
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ mask[index % 4])])
}

function heard(socket, opcode, payload) {
  if (opcode === 9) socket.write(frame(10, payload))
  if (opcode === 8) socket.end()
  if (opcode !== 1) return
  if (!socket.listens && payload.subarray(0, READY.length).equals(READY)) arrived(socket)
  if (!payload.subarray(0, HEAD).includes(KIND)) return
  events += 1
  if (timed) {
    const text = payload.latin1Slice(0, payload.length)
    const at = text.indexOf('"at":"') + 6
    taken.push(performance.timeOrigin + performance.now() - moment(text.slice(at, text.indexOf('"', at))))
  }
  if (events >= (passed + 1) * cookies.length) say({ passed: ++passed })
}

/** Milliseconds with their fraction; Date keeps three digits of six. */
function moment(iso) {
  const fraction = /\.(\d{6})/.exec(iso)?.[1] ?? '000000'
  return Date.parse(iso) + Number(fraction.slice(3)) / 1000
}

function arrived(socket) {
  socket.listens = true
  open += 1
  if (open === cookies.length) say({ open })
}

function page(cookie) {
  const socket = connect(port, '127.0.0.1')
  const key = randomBytes(16).toString('base64')
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  let waiting = Buffer.alloc(0)
  let upgraded = false
  socket.setNoDelay(true)
  socket.on('connect', () =>
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nOrigin: ${origin}\r\nCookie: ${cookie}\r\n` +
        `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    ),
  )
  socket.on('error', () => {})
  socket.on('close', () => {
    // As a page does: who is turned away while all come at once, comes again.
    if (socket.listens) closed += 1
    else setTimeout(page, 300, cookie)
  })
  socket.on('data', (chunk) => {
    waiting = waiting.length ? Buffer.concat([waiting, chunk]) : chunk
    if (!upgraded) {
      const end = waiting.indexOf('\r\n\r\n')
      if (end < 0) return
      if (!waiting.subarray(0, end).toString('latin1').includes(accept)) return socket.destroy()
      upgraded = true
      waiting = waiting.subarray(end + 4)
      if (subscribe) socket.write(frame(1, Buffer.from(JSON.stringify(subscribe))))
      else arrived(socket)
    }
    while (waiting.length >= 2) {
      let length = waiting[1] & 0x7f
      let start = 2
      if (length === 126) {
        if (waiting.length < 4) return
        length = waiting.readUInt16BE(2)
        start = 4
      } else if (length === 127) {
        if (waiting.length < 10) return
        length = Number(waiting.readBigUInt64BE(2))
        start = 10
      }
      if (waiting.length < start + length) return
      heard(socket, waiting[0] & 0x0f, waiting.subarray(start, start + length))
      waiting = waiting.subarray(start + length)
    }
  })
}

cookies.forEach((cookie, index) => setTimeout(page, index * 4, cookie))
createInterface({ input: process.stdin }).on('line', () => {
  const sorted = taken.sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null
  say({ events, closed, p50: at(0.5), p95: at(0.95), p99: at(0.99), worst: at(1) })
  taken = []
  events = 0
  passed = 0
})
