import { toRaw } from 'vue'

/** The value without Vue's proxies, which no database can clone; files stay as they are. */
export function plain<T>(value: T): T {
  const raw = toRaw(value) as unknown
  if (Array.isArray(raw)) return raw.map(plain) as T
  if (typeof raw !== 'object' || raw === null || raw instanceof Blob) return raw as T
  return Object.fromEntries(Object.entries(raw).map(([key, inner]) => [key, plain(inner)])) as T
}
