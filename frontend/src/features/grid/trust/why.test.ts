import { describe, expect, it } from 'vitest'
import { why } from './why'

describe('why a visit needs a look', () => {
  it('tells the distance with accuracy and chance', () => {
    expect(why({ kind: 'far', facts: { distance_m: 8740, accuracy_m: 13, chance: 0 } })).toBe(
      '定位离企业 8.7 公里,定位精度 13 米,在现场的可能性约 < 1%',
    )
  })

  it('says which part of the place is missing', () => {
    expect(why({ kind: 'unproven', facts: { why: 'old_fix', age_s: 300 } })).toBe('不能确认位置 · 定位是 5 分钟 前取得的')
    expect(why({ kind: 'unproven', facts: { why: 'no_fix' } })).toBe('不能确认位置 · 没有取得定位')
  })

  it('repeats the words of the enterprise', () => {
    expect(why({ kind: 'disputed', facts: { text: '当天没有人来过。' } })).toBe('企业有异议:当天没有人来过。')
  })
})
