import { describe, expect, it } from 'vitest'
import type { Clock } from '@/core/api'
import { byWeight } from './verbs'

const able = (...verbs: string[]) => verbs.map((verb) => ({ verb, needs: [], reason_required: false, danger: verb === 'withdraw' }))
const calling = (state: Clock['state']) => [{ kind: 'first_contact', state } as Clock]
const order = (verbs: string[], clocks: Clock[] = []) => byWeight({ abilities: able(...verbs), clocks }).map((ability) => ability.verb)

describe('the next thing to do', () => {
  it('is to take the ticket on', () => expect(order(['ask_info', 'object', 'hand_over', 'acknowledge'])[0]).toBe('acknowledge'))
  it('is to call the enterprise, and then to resolve', () => {
    const verbs = ['ask_info', 'hand_over', 'record_contact', 'resolve']
    expect(order(verbs, calling('running'))[0]).toBe('record_contact')
    expect(order(verbs, calling('met'))[0]).toBe('resolve')
  })
  it('is never what cannot be taken back', () => expect(order(['withdraw', 'urge']).at(-1)).toBe('withdraw'))
  it('leaves verbs of a newer server in', () => expect(order(['something_new', 'hold'])).toEqual(['hold', 'something_new']))
})
