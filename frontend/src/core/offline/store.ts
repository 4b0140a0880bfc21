/** What must not be lost, kept on this device: drafts, and what is on its way to the server. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Parcel } from './parcel'
import { plain } from './plain'

export interface Draft { key: string; owner: string; value: unknown; savedAt: number }
interface Shelves extends DBSchema {
  drafts: { key: string; value: Draft; indexes: { owner: string } }
  parcels: { key: string; value: Parcel; indexes: { owner: string } }
}

let opening: Promise<IDBPDatabase<Shelves>> | undefined

function open(): Promise<IDBPDatabase<Shelves>> {
  opening ??= openDB<Shelves>('service-grid', 1, {
    upgrade(db) {
      db.createObjectStore('drafts', { keyPath: 'key' }).createIndex('owner', 'owner')
      db.createObjectStore('parcels', { keyPath: 'id' }).createIndex('owner', 'owner')
    },
    terminated: () => (opening = undefined),
  })
  opening.catch(() => (opening = undefined))
  return opening
}

const byName = (owner: string, name: string): string => `${owner}/${name}`

export async function readDraft(owner: string, name: string): Promise<Draft | undefined> {
  return (await open()).get('drafts', byName(owner, name))
}

export async function keepDraft(owner: string, name: string, value: unknown, savedAt: number): Promise<void> {
  await (await open()).put('drafts', { key: byName(owner, name), owner, value: plain(value), savedAt })
}

export async function dropDraft(owner: string, name: string): Promise<void> {
  await (await open()).delete('drafts', byName(owner, name))
}

/** Drafts whose name begins with `prefix`, the newest first, each with its name. */
export async function listDrafts(owner: string, prefix: string): Promise<(Draft & { name: string })[]> {
  const rows = await (await open()).getAllFromIndex('drafts', 'owner', owner)
  return rows
    .map((row) => ({ ...row, name: row.key.slice(owner.length + 1) }))
    .filter((row) => row.name.startsWith(prefix))
    .sort((a, b) => b.savedAt - a.savedAt)
}

export async function listParcels(owner: string): Promise<Parcel[]> {
  return (await open()).getAllFromIndex('parcels', 'owner', owner)
}

export async function keepParcel(parcel: Parcel): Promise<void> {
  await (await open()).put('parcels', plain(parcel))
}

export async function dropParcel(id: string): Promise<void> {
  await (await open()).delete('parcels', id)
}

/** A draft becomes a parcel in one step, on the disk before anything is sent: at no moment is it neither. */
export async function packDraft(parcel: Parcel, draftName: string): Promise<void> {
  const step = (await open()).transaction(['drafts', 'parcels'], 'readwrite', { durability: 'strict' })
  await Promise.all([
    step.objectStore('parcels').put(plain(parcel)),
    step.objectStore('drafts').delete(byName(parcel.owner, draftName)),
    step.done,
  ])
}

/** And back again, when the server refused it and its author wants to correct it. */
export async function unpackParcel(parcel: Parcel, draftName: string, value: unknown, savedAt: number): Promise<void> {
  const step = (await open()).transaction(['drafts', 'parcels'], 'readwrite', { durability: 'strict' })
  await Promise.all([
    step.objectStore('drafts').put({ key: byName(parcel.owner, draftName), owner: parcel.owner, value: plain(value), savedAt }),
    step.objectStore('parcels').delete(parcel.id),
    step.done,
  ])
}
