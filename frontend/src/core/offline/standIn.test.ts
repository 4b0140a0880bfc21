import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { open } from './database'
import { keepAnswer } from './larder'
import { noteReader, standIn } from './standIn'

const firm = (id: string, name: string, spellings?: string[]) => ({ id, name, short_name: name, uscc: null, aliases: [], unit: null, version: 1, ...(spellings && { spellings }) })

beforeEach(async () => {
  noteReader('7')
  const step = (await open('7')).transaction(['rows', 'notes'], 'readwrite')
  for (const row of [firm('甲', '芯屿半导体', ['xinyubandaoti', 'xybdt']), firm('乙', '长安纤维', ['changanxianwei', 'caxw', 'zhanganxianwei', 'zaxw']), firm('丙', '旧的')]) {
    void step.objectStore('rows').put({ shelf: 'enterprises', key: row.id, row })
  }
  void step.objectStore('notes').put(Date.now(), 'pulledAt')
  await step.done
})

it.each([['xybdt', '甲'], ['xinyu', '甲'], ['ZHANGAN', '乙'], ['caxw', '乙'], ['芯屿', '甲'], ['旧', '丙'], ['bandao', '']])('finds %s without a line', async (search, found) => {
  const away = standIn(vi.fn().mockRejectedValue(new TypeError('no line')))
  const answer = await away(new Request(`http://localhost/api/v1/enterprises?search=${encodeURIComponent(search)}`))
  const { results } = (await answer.json()) as { results: { id: string }[] }
  expect(results.map((row) => row.id).join('')).toBe(found)
})

it('knows the newest questions that the device has heard of, not those it last asked for', async () => {
  await keepAnswer('7', '/visit-template', { code: 'enterprise_visit', version: 1 })
  const away = standIn(vi.fn().mockRejectedValue(new TypeError('no line')))
  const version = async () => ((await (await away(new Request('http://localhost/api/v1/visit-template'))).json()) as { version: number }).version
  expect(await version()).toBe(1)
  const step = (await open('7')).transaction('rows', 'readwrite')
  void step.objectStore('rows').put({ shelf: 'templates', key: 'enterprise_visit', row: { code: 'enterprise_visit', version: 2 } })
  await step.done
  expect(await version()).toBe(2)
  await expect(away(new Request('http://localhost/api/v1/visit-template?version=1'))).rejects.toThrow('no line')
})
