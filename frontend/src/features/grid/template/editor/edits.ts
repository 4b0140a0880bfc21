/** What can be done to a template: every edit takes one and gives another, so that undo is keeping the one before. */
import type { TemplateCondition, TemplateField, TemplateSection, TemplateText } from '@/core/api'

export type Text = TemplateText
export type Kind = TemplateField['kind']
export type Test = TemplateCondition['test']
export interface Place { section: number; field: number | null }

export const KINDS: readonly Kind[] = ['bool', 'number', 'choice', 'multi', 'text', 'date']
/** What a later question may make of an answer, as grid/rules/template.py has it. */
export const TESTS: Record<Kind, readonly Test[]> = {
  bool: ['equals', 'answered'], choice: ['any_of', 'answered'], multi: ['any_of', 'answered'],
  number: ['at_least', 'at_most', 'answered'], text: ['answered'], date: ['answered'],
}

const keysOf = (text: Text): string[] => text.sections.flatMap((section) => [section.id, ...section.fields.map((field) => field.id)])
const optionsOf = (field: TemplateField) => field.options ?? []

/** The first of "q1", "q2", … that nothing has yet. */
export function freshKey(stem: string, taken: readonly string[]): string {
  let n = 1
  while (taken.includes(`${stem}${n}`)) n += 1
  return `${stem}${n}`
}
export const freshOption = (field: TemplateField) => ({ value: freshKey('o', optionsOf(field).map((option) => option.value)), label: '', label_en: '' })
const freshField = (text: Text): TemplateField => ({ id: freshKey('q', keysOf(text)), kind: 'bool', label: '', label_en: '' })

const replaced = <T>(list: readonly T[], at: number, ...by: T[]): T[] => [...list.slice(0, at), ...by, ...list.slice(at + 1)]
const inserted = <T>(list: readonly T[], at: number, one: T): T[] => [...list.slice(0, at), one, ...list.slice(at)]
const withSections = (text: Text, sections: TemplateSection[]): Text => ({ ...text, sections })
const withFields = (text: Text, section: number, fields: TemplateField[]): Text =>
  withSections(text, replaced(text.sections, section, { ...text.sections[section]!, fields }))

export function addSection(text: Text): [Text, Place] {
  const section = { id: freshKey('s', keysOf(text)), title: '', title_en: '', fields: [freshField(text)] }
  return [withSections(text, [...text.sections, section]), { section: text.sections.length, field: null }]
}
export const setSection = (text: Text, at: number, part: Partial<TemplateSection>): Text =>
  withSections(text, replaced(text.sections, at, { ...text.sections[at]!, ...part }))
export function addField(text: Text, section: number, after: number | null): [Text, Place] {
  const at = after === null ? text.sections[section]!.fields.length : after + 1
  return [withFields(text, section, inserted(text.sections[section]!.fields, at, freshField(text))), { section, field: at }]
}
export const setField = (text: Text, { section, field }: Place, next: TemplateField): Text =>
  withFields(text, section, replaced(text.sections[section]!.fields, field!, next))

/** Gone, and with it the conditions that hung on it. */
export function remove(text: Text, { section, field }: Place): Text {
  const gone = field === null ? text.sections[section]!.fields.map((one) => one.id) : [text.sections[section]!.fields[field]!.id]
  const left = field === null ? withSections(text, replaced(text.sections, section)) : withFields(text, section, replaced(text.sections[section]!.fields, field))
  const free = (one: TemplateField): TemplateField => (one.show_if && gone.includes(one.show_if.question) ? without(one, 'show_if') : one)
  return withSections(left, left.sections.map((one) => ({ ...one, fields: one.fields.map(free) })))
}

/** One place up or down; a question at the edge goes over into the next section. null at the very edge. */
export function move(text: Text, { section, field }: Place, by: -1 | 1): [Text, Place] | null {
  if (field === null) {
    const to = section + by
    if (to < 0 || to >= text.sections.length) return null
    return [withSections(text, inserted(replaced(text.sections, section), to, text.sections[section]!)), { section: to, field }]
  }
  const { fields } = text.sections[section]!
  const one = fields[field]!
  const to = field + by
  if (to >= 0 && to < fields.length) return [withFields(text, section, inserted(replaced(fields, field), to, one)), { section, field: to }]
  const next = text.sections[section + by]
  if (!next) return null
  const place = by < 0 ? next.fields.length : 0
  return [withFields(withFields(text, section, replaced(fields, field)), section + by, inserted(next.fields, place, one)), { section: section + by, field: place }]
}

export function without<T extends object>(one: T, ...names: (keyof T)[]): T {
  return Object.fromEntries(Object.entries(one).filter(([name]) => !names.includes(name as keyof T))) as T
}

/** Another kind keeps what it can use. */
export function ofKind(field: TemplateField, kind: Kind): TemplateField {
  const choosing = kind === 'choice' || kind === 'multi'
  const bare = without(field, ...(choosing ? [] : (['options'] as const)), ...(kind === 'number' ? [] : (['unit', 'unit_en', 'min', 'max', 'step'] as const)))
  const blank = { ...bare, kind, options: [] }
  const first = freshOption(blank)
  return { ...bare, kind, ...(choosing && !field.options && { options: [first, freshOption({ ...blank, options: [first] })] }) }
}

/** The questions that a condition of this one may refer to. */
export function earlier(text: Text, { section, field }: Place): TemplateField[] {
  return text.sections.slice(0, section + 1).flatMap((one, index) => (index < section ? one.fields : one.fields.slice(0, field ?? 0)))
}

/** What a condition on that question begins as. */
export function conditionOn(named: TemplateField, test: Test = TESTS[named.kind][0]!): TemplateCondition {
  const question = named.id
  if (test === 'equals') return { question, test, value: true }
  if (test === 'any_of') return { question, test, value: optionsOf(named).slice(0, 1).map((option) => option.value) }
  return test === 'answered' ? { question, test } : { question, test, value: named.min ?? 1 }
}

/** Another key, and what refers to it goes along. */
export function renamed(text: Text, { section, field }: Place, id: string): Text {
  const old = text.sections[section]!.fields[field!]!.id
  const follow = (one: TemplateField): TemplateField => ({
    ...one, ...(one.id === old && { id }), ...(one.show_if?.question === old && { show_if: { ...one.show_if, question: id } }),
  })
  return withSections(text, text.sections.map((one) => ({ ...one, fields: one.fields.map(follow) })))
}

/** As it is sent: without what is empty or switched off, so that equal templates look equal. */
export function cleaned({ title, title_en, sections }: Text): Text {
  const field = (one: TemplateField): TemplateField => {
    const empty = (value: unknown) => value === undefined || value === null || value === '' || value === false
    const kept = Object.entries(one).filter(([name, value]) => name === 'label' || name === 'label_en' || !empty(value))
    const order = (a: [string, unknown], b: [string, unknown]) => (a[0] < b[0] ? -1 : 1)
    return Object.fromEntries(kept.sort(order)) as unknown as TemplateField
  }
  return { title, title_en, sections: sections.map(({ id, title: name, title_en: english, fields }) => ({ id, title: name, title_en: english, fields: fields.map(field) })) }
}
/** Keys of conditions and options come in whatever order they were made in. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(sorted)
    : typeof value === 'object' && value !== null ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted((value as Record<string, unknown>)[key])]))
      : value
export const same = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
