/** Takes the files out of a value and puts them back, so that words and bytes are written apart, bytes only once. */
import { toRaw } from 'vue'

interface Mark { $bytes: string }
interface Fresh { key: string; blob: Blob }
const keys = new WeakMap<Blob, string>()

const isMark = (value: object): value is Mark => '$bytes' in value

/** The value without Vue's proxies and files; `fresh` are the files not yet written; call `done` once they are. */
export function packBytes(value: unknown): { packed: unknown; fresh: Fresh[]; done: () => void } {
  const fresh: Fresh[] = []
  const walk = (inner: unknown): unknown => {
    const raw = toRaw(inner)
    if (raw instanceof Blob) {
      const known = keys.get(raw)
      if (known) return { $bytes: known }
      const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`
      fresh.push({ key, blob: raw })
      return { $bytes: key }
    }
    if (Array.isArray(raw)) return raw.map(walk)
    if (typeof raw !== 'object' || raw === null) return raw
    return Object.fromEntries(Object.entries(raw).map(([key, held]) => [key, walk(held)]))
  }
  const packed = walk(value)
  return { packed, fresh, done: () => fresh.forEach(({ key, blob }) => keys.set(blob, key)) }
}

/** The value with its files; what is gone is left out of the list it stood in. */
export async function unpackBytes(value: unknown, read: (key: string) => Promise<Blob | undefined>): Promise<unknown> {
  if (Array.isArray(value)) {
    const whole = await Promise.all(value.map((inner) => unpackBytes(inner, read)))
    return whole.filter((inner) => !(typeof inner === 'object' && inner !== null && 'blob' in inner && inner.blob === undefined))
  }
  if (typeof value !== 'object' || value === null) return value
  if (isMark(value)) {
    const blob = await read(value.$bytes)
    if (blob) keys.set(blob, value.$bytes)
    return blob
  }
  return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([key, inner]) => [key, await unpackBytes(inner, read)] as const)))
}
