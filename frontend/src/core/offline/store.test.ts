import 'fake-indexeddb/auto'
import { effectScope, nextTick, reactive } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import { newPart, type Parcel } from './parcel'
import { plain } from './plain'
import { outboxStore } from './database'
import { keepDraft, listDrafts, listParcels, packDraft, readDraft, sweepBytes, unpackParcel } from './store'
import { useDraft } from './useDraft'

const parcel = (owner: string, id: string): Parcel => ({
  id, owner, kind: 'visit', title: '甲', packedAt: 1, parts: [newPart({ uuid: id, kind: 'visit', label: '', body: { a: [1] } })], draft: { note: '草稿' },
})

describe('the store', () => {
  it('keeps a draft per reader and name', async () => {
    await keepDraft('1', 'visit/a', reactive({ text: '甲', people: [{ name: '沈' }] }), 10)
    await keepDraft('1', 'visit/b', {}, 20)
    await keepDraft('2', 'visit/a', { text: '乙' }, 30)
    expect((await readDraft('1', 'visit/a'))?.value).toEqual({ text: '甲', people: [{ name: '沈' }] })
    expect((await listDrafts('1', 'visit/')).map((row) => row.name)).toEqual(['visit/b', 'visit/a'])
  })

  it('turns a draft into a parcel and back in one step each', async () => {
    await keepDraft('3', 'visit/c', { note: '草稿' }, 1)
    await packDraft(parcel('3', 'p1'), 'visit/c')
    expect(await readDraft('3', 'visit/c')).toBeUndefined()
    expect((await listParcels('3')).map((held) => held.id)).toEqual(['p1'])
    await unpackParcel(parcel('3', 'p1'), 'visit/c', { note: '草稿' }, 2)
    expect((await readDraft('3', 'visit/c'))?.value).toEqual({ note: '草稿' })
    expect(await listParcels('3')).toEqual([])
  })

  it('keeps parcels of one reader from another', async () => {
    await packDraft(parcel('4', 'x'), 'none')
    expect(await listParcels('5')).toEqual([])
  })

  it('writes the bytes of a draft apart and once, and gives them back', async () => {
    const blob = new Blob(['x'])
    await keepDraft('6', 'visit/p', { photos: [{ uuid: 'p', blob }] }, 1)
    await keepDraft('6', 'visit/p', { photos: [{ uuid: 'p', blob }], text: '字' }, 2)
    const found = (await readDraft('6', 'visit/p'))!.value as { photos: { blob: Blob }[] }
    expect(found.photos[0]!.blob).toBeDefined()
    await sweepBytes('6')
    expect(((await readDraft('6', 'visit/p'))!.value as { photos: unknown[] }).photos).toHaveLength(1)
  })

  it('changes parcels and ledger in one step', async () => {
    await packDraft(parcel('7', 'y'), 'none')
    const store = outboxStore('7', () => 'd')
    await store.change(({ parcels, ledger }) => { parcels[0]!.parts[0]!.seq = ledger.last += 1 })
    expect(await store.change(({ parcels, ledger }) => [parcels[0]!.parts[0]!.seq, ledger.last, ledger.device])).toEqual([1, 1, 'd'])
  })

  it('leaves files whole when it takes the proxies off', () => {
    const blob = new Blob(['x'])
    expect(plain(reactive({ photos: [{ blob }] })).photos[0]!.blob).toBe(blob)
  })
})

describe('a draft', () => {
  const begin = <T extends object>(name: string, fresh: () => T) => {
    const scope = effectScope()
    const kept = scope.run(() => useDraft('9', name, fresh))!
    return { ...kept, end: () => scope.stop() }
  }

  it('is there again after the page was closed in the middle of a word', async () => {
    const first = begin('visit/z', () => ({ summary: '' }))
    await vi.waitFor(() => expect(first.ready.value).toBe(true))
    first.draft.value.summary = '到'
    await nextTick()
    first.draft.value.summary = '到岗'
    await vi.waitFor(() => expect(first.state.value).toBe('saved'))
    first.end()
    const second = begin('visit/z', () => ({ summary: '' }))
    await vi.waitFor(() => expect(second.ready.value).toBe(true))
    expect(second.draft.value.summary).toBe('到岗')
    expect(second.foundAt.value).not.toBeNull()
    await second.forget()
    expect(await readDraft('9', 'visit/z')).toBeUndefined()
  })

  it('gains the fields that a newer form has', async () => {
    await keepDraft('9', 'visit/old', { summary: '旧' }, 1)
    const kept = begin('visit/old', () => ({ summary: '', people: ['x'] }))
    await vi.waitFor(() => expect(kept.ready.value).toBe(true))
    expect(kept.draft.value).toEqual({ summary: '旧', people: ['x'] })
  })

  it('is written no more once it was packed', async () => {
    const kept = begin('visit/q', () => ({ summary: '' }))
    await vi.waitFor(() => expect(kept.ready.value).toBe(true))
    kept.release()
    kept.draft.value.summary = '晚了'
    await nextTick()
    expect(await readDraft('9', 'visit/q')).toBeUndefined()
  })
})
