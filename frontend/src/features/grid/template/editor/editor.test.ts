import { describe, expect, it } from 'vitest'
import shared from '../conditions.cases.json'
import { changesOf, lifted } from './changes'
import { addField, addSection, cleaned, conditionOn, earlier, freshOption, move, ofKind, remove, renamed, same, setField, type Text } from './edits'

const text = { title: '走访', title_en: 'Visit', sections: shared.sections } as Text
const ids = (one: Text) => one.sections.map((section) => section.fields.map((field) => field.id))
const said = (next: Text) => changesOf(text, next).map(({ what, named, aspects }) => [what, named.label_en, ...aspects].join(' '))

describe('editing a template', () => {
  it('adds with keys that nothing has yet', () => {
    const [more, place] = addField(text, 0, 1)
    expect(place).toEqual({ section: 0, field: 2 })
    expect(ids(more)[0]).toEqual(['missing', 'causes', 'q1', 'rooms', 'few'])
    const [again] = addSection(more)
    expect(again.sections[2]).toMatchObject({ id: 's1', fields: [{ id: 'q2', kind: 'bool' }] })
  })
  it('moves a question over the edge of its section, and stops at the end', () => {
    const [moved, place] = move(text, { section: 0, field: 3 }, 1)!
    expect(ids(moved)).toEqual([['missing', 'causes', 'rooms'], ['few', 'loan', 'due', 'cash', 'help', 'again']])
    expect(ids(move(moved, place, -1)![0])).toEqual(ids(text))
    expect(move(text, { section: 0, field: 0 }, -1)).toBeNull()
    expect(move(text, { section: 1, field: null }, 1)).toBeNull()
  })
  it('takes the conditions along that hung on what is removed', () => {
    const left = remove(text, { section: 0, field: 0 })
    expect(left.sections[0]!.fields.map((field) => field.show_if?.question)).toEqual([undefined, 'causes', undefined])
    expect(remove(text, { section: 0, field: null }).sections).toHaveLength(1)
  })
  it('lets conditions follow a new key', () => {
    const next = renamed(text, { section: 0, field: 0 }, 'short')
    expect(next.sections[0]!.fields[1]!.show_if!.question).toBe('short')
  })
  it('offers conditions on earlier questions only, with a value that fits', () => {
    expect(earlier(text, { section: 1, field: 1 }).map((field) => field.id)).toEqual(['missing', 'causes', 'rooms', 'few', 'loan'])
    const [missing, causes] = text.sections[0]!.fields
    expect(conditionOn(missing!)).toEqual({ question: 'missing', test: 'at_least', value: 0 })
    expect(conditionOn(causes!)).toEqual({ question: 'causes', test: 'any_of', value: ['bus'] })
  })
  it('keeps of another kind what it can use', () => {
    const choice = ofKind({ id: 'q', kind: 'number', label: '数', label_en: '', unit: '人', min: 0, max: 9, step: 1 }, 'choice')
    expect(choice).toEqual({ id: 'q', kind: 'choice', label: '数', label_en: '', options: [{ value: 'o1', label: '', label_en: '' }, { value: 'o2', label: '', label_en: '' }] })
    expect(freshOption(choice).value).toBe('o3')
    expect(ofKind(choice, 'multi').options).toHaveLength(2)
  })
  it('sends nothing that is empty', () => {
    const plain = cleaned(setField(text, { section: 1, field: 0 }, { id: 'loan', kind: 'bool', label: '贷款', label_en: '', required: false, prefill: true, unit: '' }))
    expect(plain.sections[1]!.fields[0]).toEqual({ id: 'loan', kind: 'bool', label: '贷款', label_en: '', prefill: true })
    expect(same(cleaned(text), cleaned(cleaned(text)))).toBe(true)
  })
})

describe('what changed, in words', () => {
  it('names nothing when nothing did', () => expect(said(text)).toEqual([]))
  it('names what was added, removed, moved and changed, once each', () => {
    expect(said(remove(text, { section: 1, field: 4 }))).toEqual(['removed Again'])
    expect(said(move(text, { section: 0, field: 3 }, -1)![0])).toEqual(['moved Rooms'])
    expect(said(move(text, { section: 1, field: null }, -1)![0])).toEqual(['sectionMoved People'])
    const loan = text.sections[1]!.fields[0]!
    expect(said(setField(text, { section: 1, field: 0 }, { ...loan, label: '有贷款', required: true }))).toEqual(['changed Loan wording required'])
    const [more] = addSection(text)
    expect(said(more)).toEqual(['sectionAdded ', 'added '])
  })
  it('lifts as few as possible', () => {
    expect(lifted(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toEqual(new Set(['d']))
  })
})
