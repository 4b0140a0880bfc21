/** The device's database, one a person: what must not be lost (drafts, parcels, bytes) and what is kept for reading (rows). */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { OutboxStore, State } from './courier'
import { isSettled, type Ledger, type Parcel } from './parcel'

export interface Draft { key: string; value: unknown; savedAt: number }
export interface Row { key: string; row: unknown }
interface Bytes { key: string; blob: Blob; size: number }
interface HeldParcel { id: string; open: 0 | 1; parcel: Parcel }
interface Shelves extends DBSchema {
  drafts: { key: string; value: Draft }
  parcels: { key: string; value: HeldParcel; indexes: { open: 0 | 1 } }
  bytes: { key: string; value: Bytes }
  notes: { key: string; value: unknown }
  rows: { key: [string, string]; value: { shelf: string; key: string; row: unknown }; indexes: { shelf: string } }
}
export type Database = IDBPDatabase<Shelves>

const opening = new Map<string, Promise<Database>>()
export const databaseOf = (owner: string): string => `service-grid-${owner}`

export function open(owner: string): Promise<Database> {
  let db = opening.get(owner)
  if (db) return db
  db = openDB<Shelves>(databaseOf(owner), 1, {
    upgrade(fresh) {
      fresh.createObjectStore('drafts', { keyPath: 'key' })
      fresh.createObjectStore('parcels', { keyPath: 'id' }).createIndex('open', 'open')
      fresh.createObjectStore('bytes', { keyPath: 'key' })
      fresh.createObjectStore('notes')
      fresh.createObjectStore('rows', { keyPath: ['shelf', 'key'] }).createIndex('shelf', 'shelf')
    },
    terminated: () => opening.delete(owner),
  })
  opening.set(owner, db)
  db.catch(() => opening.delete(owner))
  return db
}

/** Small facts of this device: its id, the lock, when it last fetched. */
export async function readNote<T>(owner: string, name: string): Promise<T | undefined> {
  return (await (await open(owner)).get('notes', name)) as T | undefined
}
export async function keepNote(owner: string, name: string, value: unknown): Promise<void> {
  await (await open(owner)).put('notes', value, name)
}

export const held = (parcel: Parcel): HeldParcel => ({ id: parcel.id, open: isSettled(parcel) ? 0 : 1, parcel: bare(parcel) })
export const bare = (parcel: Parcel): Parcel => ({ ...parcel, parts: parcel.parts.map(({ blob: _blob, ...part }) => part) })

/** The courier's view of this database. */
export function outboxStore(owner: string, freshDevice: () => string): OutboxStore {
  return {
    async change<T>(change: (state: State) => T, all = false): Promise<T> {
      const step = (await open(owner)).transaction(['parcels', 'notes'], 'readwrite', { durability: 'strict' })
      const shelf = step.objectStore('parcels')
      const [rows, kept] = await Promise.all([all ? shelf.getAll() : shelf.index('open').getAll(1), step.objectStore('notes').get('ledger')])
      const before = new Map(rows.map((row) => [row.id, JSON.stringify(row.parcel)]))
      const ledger = (kept as Ledger | undefined) ?? { device: freshDevice(), last: 0, tries: 0, retryAt: 0 }
      const was = JSON.stringify(kept)
      const parcels = rows.map((row) => row.parcel)
      const result = change({ parcels, ledger })
      const writes: Promise<unknown>[] = parcels.filter((parcel) => before.get(parcel.id) !== JSON.stringify(parcel)).map((parcel) => shelf.put(held(parcel)))
      const left = new Set(parcels.map((parcel) => parcel.id))
      writes.push(...rows.filter((row) => !left.has(row.id)).map((row) => shelf.delete(row.id)))
      if (JSON.stringify(ledger) !== was) writes.push(step.objectStore('notes').put(ledger, 'ledger'))
      await Promise.all([...writes, step.done])
      return result
    },
    blob: async (uuid) => (await (await open(owner)).get('bytes', uuid))?.blob,
    async dropBlobs(uuids) {
      const step = (await open(owner)).transaction('bytes', 'readwrite')
      await Promise.all([...uuids.map((uuid) => step.store.delete(uuid)), step.done])
    },
  }
}
