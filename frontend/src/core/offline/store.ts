/** Drafts and parcels, with their bytes apart, so that a keystroke writes words only. */
import { packBytes, unpackBytes } from './bytes'
import { bare, type Draft, held, open } from './database'
import type { Parcel } from './parcel'

export async function readDraft(owner: string, name: string): Promise<Draft | undefined> {
  const db = await open(owner)
  const found = await db.get('drafts', name)
  return found && { ...found, value: await unpackBytes(found.value, async (key) => (await db.get('bytes', key))?.blob) }
}

export async function keepDraft(owner: string, name: string, value: unknown, savedAt: number): Promise<void> {
  const { packed, fresh, done } = packBytes(value)
  const step = (await open(owner)).transaction(['drafts', 'bytes'], 'readwrite')
  await Promise.all([
    ...fresh.map(({ key, blob }) => step.objectStore('bytes').put({ key, blob, size: blob.size })),
    step.objectStore('drafts').put({ key: name, value: packed, savedAt }),
    step.done,
  ])
  done()
}

export async function dropDraft(owner: string, name: string): Promise<void> {
  await (await open(owner)).delete('drafts', name)
}

/** Drafts whose name begins with `prefix`, the newest first, each with its name. */
export async function listDrafts(owner: string, prefix: string): Promise<(Draft & { name: string })[]> {
  const rows = await (await open(owner)).getAll('drafts')
  return rows.map((row) => ({ ...row, name: row.key })).filter((row) => row.name.startsWith(prefix)).sort((a, b) => b.savedAt - a.savedAt)
}

export async function listParcels(owner: string): Promise<Parcel[]> {
  return (await (await open(owner)).getAll('parcels')).map((held) => held.parcel)
}

/** A draft becomes a parcel in one step, on the disk before anything is sent: at no moment is it neither. */
export async function packDraft(parcel: Parcel, draftName: string): Promise<void> {
  const { packed } = packBytes(bare(parcel))
  const step = (await open(parcel.owner)).transaction(['drafts', 'parcels', 'bytes'], 'readwrite', { durability: 'strict' })
  await Promise.all([
    ...parcel.parts.flatMap(({ uuid, blob }) => (blob ? [step.objectStore('bytes').put({ key: uuid, blob, size: blob.size })] : [])),
    step.objectStore('parcels').put(held(packed as Parcel)),
    step.objectStore('drafts').delete(draftName),
    step.done,
  ])
}

/** And back again, when the server refused it and its author wants to correct it. */
export async function unpackParcel(parcel: Parcel, draftName: string, value: unknown, savedAt: number): Promise<void> {
  const { packed, fresh, done } = packBytes(value)
  const step = (await open(parcel.owner)).transaction(['drafts', 'parcels', 'bytes'], 'readwrite', { durability: 'strict' })
  await Promise.all([
    ...fresh.map(({ key, blob }) => step.objectStore('bytes').put({ key, blob, size: blob.size })),
    step.objectStore('drafts').put({ key: draftName, value: packed, savedAt }),
    step.objectStore('parcels').delete(parcel.id),
    step.done,
  ])
  done()
}

export async function dropParcel(owner: string, id: string): Promise<void> {
  await (await open(owner)).delete('parcels', id)
}

/** Bytes that no draft and no parcel names any more. */
export async function sweepBytes(owner: string): Promise<void> {
  const step = (await open(owner)).transaction(['drafts', 'parcels', 'bytes'], 'readwrite')
  const [drafts, parcels, keys] = await Promise.all([step.objectStore('drafts').getAll(), step.objectStore('parcels').getAll(), step.objectStore('bytes').getAllKeys()])
  const named = JSON.stringify([drafts, parcels.filter((row) => row.open)])
  await Promise.all([...keys.filter((key) => !named.includes(key)).map((key) => step.objectStore('bytes').delete(key)), step.done])
}
