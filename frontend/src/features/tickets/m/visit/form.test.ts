import { describe, expect, it } from 'vitest'
import type { VisitTemplate } from '@/core/api'
import { beginAnswers } from '@/features/grid/m'
import { freshProblem } from '../../intake'
import { freshForm, gapsOf, packVisit, type VisitForm, worthKeeping } from './form'

const template: VisitTemplate = {
  code: 'routine', version: 3, title: '走访', title_en: 'Visit',
  sections: [{ id: 's', title: '', title_en: '', fields: [{ id: 'orders', kind: 'choice', label: '订单', label_en: 'Orders', required: true, options: [{ value: 'up', label: '增', label_en: 'Up' }] }] }],
}
const firm = { id: 'e-1', name: '杭州芯屿半导体有限公司', short_name: '芯屿半导体' }
const sending = { owner: '5', firm, template, now: Date.parse('2020-03-12T06:00:00Z') }
const filled = (over: Partial<VisitForm> = {}): VisitForm => ({
  ...freshForm(), firm, summary: ' 两条线已开 ', answers: { orders: 'up', empty: '' },
  arrival: { at: '2020-03-12T01:30:00.000Z', lat: 30.3, lon: 120.3, accuracy: 12.4 },
  problems: [
    { ...freshProblem(), text: '缺调试人员两名', category: 'LAB-HIR', urgent: true },
    { ...freshProblem(), text: '食堂分餐怎么排', category: 'LAB-MEA', onTheSpot: true, how: '已给出错峰方案' },
  ],
  photos: [{ uuid: 'p-1', name: 'gate.jpg', blob: new Blob(['x']), caption: '大门' }],
  ...over,
})

describe('a visit as a parcel', () => {
  it('puts the visit first, then its tickets with its uuid, then its photos', () => {
    const form = filled()
    const parcel = packVisit(form, sending)
    expect(parcel.parts.map((part) => part.kind)).toEqual(['visit', 'ticket', 'ticket', 'visit_photo'])
    expect(parcel.parts.slice(1).every((part) => part.after === form.uuid)).toBe(true)
    expect(parcel.parts[1]!.body).toEqual({
      uuid: form.problems[0]!.uuid, enterprise: 'e-1', category: 'LAB-HIR', text: '缺调试人员两名', priority: 'urgent', visit: form.uuid,
      occurred_at: '2020-03-12T01:30:00.000Z',
    })
    expect(parcel.parts[2]!.body).toMatchObject({ on_the_spot: true, public_reply: '已给出错峰方案' })
    expect(parcel.parts[3]!.body).toEqual({ visit: form.uuid, name: 'gate.jpg', caption: '大门' })
  })

  it('sends what was said and nothing that was left empty', () => {
    expect(packVisit(filled(), sending).parts[0]!.body).toMatchObject({
      enterprise: 'e-1', template_version: 3, answers: { orders: 'up' }, summary: '两条线已开',
      occurred_at: '2020-03-12T01:30:00.000Z', arrived_at: '2020-03-12T01:30:00.000Z', lat: 30.3, lon: 120.3, accuracy_m: 12,
    })
    const bare = packVisit(filled({ arrival: null, problems: [], photos: [] }), sending).parts[0]!.body
    expect(bare).not.toHaveProperty('lat')
    expect(bare).not.toHaveProperty('production')
    expect(bare.occurred_at).toBe('2020-03-12T06:00:00.000Z')
  })
})

describe('the form', () => {
  it('says what is missing, in its order', () => {
    const gaps = gapsOf(filled({ summary: ' ', answers: {}, problems: [{ ...freshProblem(), text: '短', onTheSpot: true }] }), template)
    expect(gaps.map((gap) => `${gap.card} ${gap.field.split('.').pop()}`)).toEqual([
      'talk orders', 'talk summary', 'problems text', 'problems category', 'problems how',
    ])
    expect(gapsOf(filled(), template)).toEqual([])
  })
  it('begins with the last visit where that is asked for, and that alone is not worth keeping', () => {
    const asks: VisitTemplate = { ...template, sections: [{ ...template.sections[0]!, fields: [{ ...template.sections[0]!.fields[0]!, prefill: true }] }] }
    const form = freshForm()
    beginAnswers(form, asks, { occurred_at: '2020-03-02T02:00:00Z', answers: { orders: 'up', gone: true } })
    expect(form.answers).toEqual({ orders: 'up' })
    expect(worthKeeping(form)).toBe(false)
    form.answers = { ...form.answers, orders: null }
    beginAnswers(form, asks, { occurred_at: '2020-03-02T02:00:00Z', answers: { orders: 'up' } })
    expect(form.answers).toEqual({ orders: null })
  })
  it('is not worth keeping before anything was said', () => {
    expect(worthKeeping(freshForm())).toBe(false)
    expect(worthKeeping({ ...freshForm(), summary: '到' })).toBe(true)
  })
})
