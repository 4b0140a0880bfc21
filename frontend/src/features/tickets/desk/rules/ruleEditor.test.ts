import { expect, it } from 'vitest'
import { formOf, inputOf } from './useRuleEditor'
import { moved } from './useRules'

it('turns what was typed into what the server reads', () => {
  const input = inputOf({ ...formOf(null), name: ' 返岗 ', words: '返岗,包车、 劝返', lead_unit: 7 })
  expect(input).toMatchObject({ name: '返岗', words: ['返岗', '包车', '劝返'], lead_unit: 7, categories: [], start_at: 'team' })
  expect(input).not.toHaveProperty('order')
  expect(inputOf({ ...formOf(null), industries: 'c39 F', person: 3, strategy: 'nobody' })).toMatchObject({ industries: ['C39', 'F'], person: null, from_on: null })
})

it('moves one thing and keeps the order of all others', () => {
  expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd'])
  expect(moved(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c'])
})
