/** SHA-256 of what is sent, computed here so that a receipt can be held against it; works without a secure context. */

const K = new Uint32Array(64)
const FIRST = new Uint32Array(8)
;(() => {
  let n = 0
  for (let candidate = 2; n < 64; candidate += 1) {
    let prime = true
    for (let i = 2; i * i <= candidate; i += 1) if (candidate % i === 0) { prime = false; break }
    if (!prime) continue
    const fraction = (x: number): number => ((x - Math.floor(x)) * 4_294_967_296) | 0
    if (n < 8) FIRST[n] = fraction(candidate ** 0.5)
    K[n] = fraction(candidate ** (1 / 3))
    n += 1
  }
})()

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export function sha256(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks = Math.ceil((data.length + 9) / 64)
  const padded = new Uint8Array(blocks * 64)
  padded.set(data)
  padded[data.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(data.length / 536_870_912))
  view.setUint32(padded.length - 4, (data.length << 3) >>> 0)
  const state = Uint32Array.from(FIRST)
  const w = new Uint32Array(64)
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(at + i * 4)
    for (let i = 16; i < 64; i += 1) {
      const a = w[i - 15]!, b = w[i - 2]!
      const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3)
      const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10)
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
    for (let i = 0; i < 64; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0
    }
    ;[a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = state[i]! + value))
  }
  const out = new Uint8Array(32)
  const written = new DataView(out.buffer)
  state.forEach((value, i) => written.setUint32(i * 4, value))
  return out
}

export const sha256Hex = (data: Uint8Array): string => hex(sha256(data))

/** Of the text that is sent, byte by byte. */
export const hashOf = (text: string): string => sha256Hex(new TextEncoder().encode(text))

export async function hashBlob(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const fast = globalThis.crypto?.subtle
  return fast ? hex(new Uint8Array(await fast.digest('SHA-256', bytes))) : sha256Hex(bytes)
}
