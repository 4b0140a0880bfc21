import { describe, expect, it } from 'vitest'
import { bodyFor, lacks, tagsFor } from './useAct'

const confirm = { needs: ['score', 'optional_tags', 'optional_text'] }
const reject = { needs: ['reason'] }
const said = (over = {}) => ({ score: null, tags: [], text: '', ...over })

describe('what the enterprise sends', () => {
  it('is what the verb asks for and nothing else', () => {
    expect(bodyFor(confirm, said({ score: 5, tags: ['fast', 'slow'], text: ' 谢谢 ' }))).toEqual({ score: 5, tags: ['fast'], text: '谢谢' })
    expect(bodyFor(confirm, said({ score: 3 }))).toEqual({ score: 3 })
    expect(bodyFor(reject, said({ score: 5, text: '车没来' }))).toEqual({ reason: '车没来' })
    expect(bodyFor({ needs: ['optional_text'] }, said())).toEqual({})
  })
  it('is not sent while something is missing', () => {
    expect(lacks(confirm, said())).toBe('score')
    expect(lacks(confirm, said({ score: 1 }))).toBeNull()
    expect(lacks(reject, said({ text: ' ' }))).toBe('text')
    expect(lacks({ needs: ['optional_text'] }, said())).toBeNull()
  })
  it('offers reasons that fit the score', () => {
    expect(tagsFor(null)).toEqual([])
    expect(tagsFor(5)).not.toContain('slow')
    expect(tagsFor(1)).not.toContain('fast')
    expect(tagsFor(3)).toHaveLength(8)
  })
})
