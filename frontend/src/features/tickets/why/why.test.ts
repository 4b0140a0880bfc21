import { expect, it } from 'vitest'
import type { Steps } from './why'
import { chosen, loadOf, storyOf } from './why'

const compared = [
  { id: 1, name: '安达', minutes: 480, limit: 600, away: true },
  { id: 2, name: '贝恩', minutes: 90, limit: null, away: false },
]
const step = (name: string, attempt: number, outcome: unknown): Steps[number] => ({ step: name, attempt, at: '2020-03-12T02:00:00Z', outcome })

it('tells who was chosen in words, with who was wanted', () => {
  expect(chosen({ person: 2, wanted: 1, why: 'deputy', compared })).toBe('安达外出,由代理人贝恩接办')
  expect(chosen({ person: null, wanted: null, why: 'waiting', compared })).toContain('排队')
})
it('tells loads in hours, with limit and absence', () => {
  expect(loadOf(compared[0]!)).toBe('安达 8 小时 · 上限 10 · 外出')
  expect(loadOf(compared[1]!)).toBe('贝恩 1.5 小时')
})
it('reads the newest attempt, and what came after', () => {
  const story = storyOf([step('classify', 1, { rule: null }), step('classify', 2, { rule: 7, name: '返岗' }), step('unit', 2, { name: '一组' }), step('given', 1, { why: 'least_loaded', person: 2, compared })])
  expect(story.classified?.rule).toBe(7)
  expect(story.unit?.name).toBe('一组')
  expect(story.later.map((each) => each.step)).toEqual(['given'])
})
