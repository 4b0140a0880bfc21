import { expect, it } from 'vitest'
import { toCsv } from './csv'

it('quotes cells, keeps Chinese for Excel and disarms formulas', () => {
  expect(toCsv([['编号', '诉求'], ['QT-1', '=SUM(A1) "返岗"']])).toBe('\uFEFF"编号","诉求"\r\n"QT-1","\'=SUM(A1) ""返岗"""\r\n')
})
