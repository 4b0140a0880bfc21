import { describe, expect, it } from 'vitest'
import { match, written } from './keys'
import type { Command } from './registry'

const command = (id: string, keys: string): Command => ({ id, keys, title: () => id, group: () => '', run: () => undefined })
const list = [command('board', 'g b'), command('palette', 'mod+k'), command('next', 'j'), command('help', '?')]
const stroke = (key: string, over = {}) => written({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...over })

describe('keys', () => {
  it('are written as commands name them', () => {
    expect(stroke('K', { ctrlKey: true })).toBe('mod+k')
    expect(stroke('?', { shiftKey: true })).toBe('?')
  })
  it('find a chord, a key and a sequence', () => {
    expect(match(list, '', 'mod+k').command?.id).toBe('palette')
    expect(match(list, '', 'j').command?.id).toBe('next')
    expect(match(list, '', 'g')).toEqual({ pending: 'g' })
    expect(match(list, 'g', 'b').command?.id).toBe('board')
  })
  it('forget a sequence that leads nowhere, without losing the key', () => {
    expect(match(list, 'g', 'j').command?.id).toBe('next')
    expect(match(list, 'g', 'x')).toEqual({ pending: '' })
    expect(match(list, 'x', 'g')).toEqual({ pending: 'g' })
  })
})
