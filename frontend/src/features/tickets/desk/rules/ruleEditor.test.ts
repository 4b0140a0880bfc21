import { expect, it } from 'vitest'
import { formOf, inputOf } from './useRuleEditor'

it('turns what was typed into what the server reads', () => {
  const input = inputOf({ ...formOf(null), name: ' 返岗 ', words: '返岗,包车、 劝返', lead_unit: 7 })
  expect(input).toMatchObject({ name: '返岗', words: ['返岗', '包车', '劝返'], lead_unit: 7, categories: [], start_at: 'team' })
  expect(input).not.toHaveProperty('order')
})
