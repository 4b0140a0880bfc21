/** What differs between two templates, as a person would say it. */
import type { TemplateField } from '@/core/api'
import { cleaned, same, type Text } from './edits'

export type Aspect = 'wording' | 'kind' | 'options' | 'unit' | 'bounds' | 'required' | 'prefill' | 'condition'
export interface Change {
  what: 'title' | 'sectionAdded' | 'sectionRemoved' | 'sectionRenamed' | 'sectionMoved' | 'added' | 'removed' | 'moved' | 'changed'
  named: { label: string; label_en: string }
  aspects: Aspect[]
}

const ASPECTS: Record<Aspect, (keyof TemplateField)[]> = {
  wording: ['label', 'label_en'], kind: ['kind'], options: ['options'], unit: ['unit', 'unit_en'], bounds: ['min', 'max', 'step'],
  required: ['required'], prefill: ['prefill'], condition: ['show_if'],
}
const pick = (field: TemplateField, names: (keyof TemplateField)[]) => names.map((name) => field[name] ?? null)
const named = (section: { title: string; title_en: string }) => ({ label: section.title, label_en: section.title_en })

/** Those that must be lifted out so that the rest stands in the old order: all but a longest rising run. */
export function lifted(before: readonly string[], after: readonly string[]): Set<string> {
  const common = after.filter((id) => before.includes(id))
  const best: string[][] = []
  common.forEach((id, index) => {
    const runs = common.slice(0, index).map((other, at) => (before.indexOf(other) < before.indexOf(id) ? best[at]! : []))
    best.push([...runs.reduce((longest, run) => (run.length > longest.length ? run : longest), [] as string[]), id])
  })
  const kept = new Set(best.reduce((longest, run) => (run.length > longest.length ? run : longest), [] as string[]))
  return new Set(common.filter((id) => !kept.has(id)))
}

export function changesOf(old: Text, now: Text): Change[] {
  const [before, after] = [cleaned(old), cleaned(now)]
  const found: Change[] = []
  const say = (what: Change['what'], label: Change['named'], aspects: Aspect[] = []) => found.push({ what, named: label, aspects })
  if (before.title !== after.title || before.title_en !== after.title_en) say('title', named(after))

  const ids = (text: Text) => text.sections.map((section) => section.id)
  const sectionsLifted = lifted(ids(before), ids(after))
  for (const section of after.sections) {
    const earlier = before.sections.find((one) => one.id === section.id)
    if (!earlier) say('sectionAdded', named(section))
    else if (!same(named(earlier), named(section))) say('sectionRenamed', named(section))
    if (sectionsLifted.has(section.id)) say('sectionMoved', named(section))
  }
  for (const section of before.sections) if (!ids(after).includes(section.id)) say('sectionRemoved', named(section))

  const fieldsOf = (text: Text) => text.sections.flatMap((section) => section.fields.map((field) => ({ field, section: section.id })))
  const [fieldsBefore, fieldsAfter] = [fieldsOf(before), fieldsOf(after)]
  const inSection = (list: typeof fieldsBefore, section: string) => list.filter((one) => one.section === section).map((one) => one.field.id)
  for (const { field, section } of fieldsAfter) {
    const earlier = fieldsBefore.find((one) => one.field.id === field.id)
    if (!earlier) { say('added', field); continue }
    const aspects = (Object.keys(ASPECTS) as Aspect[]).filter((aspect) => !same(pick(earlier.field, ASPECTS[aspect]), pick(field, ASPECTS[aspect])))
    if (aspects.length > 0) say('changed', field, aspects)
    if (earlier.section !== section || lifted(inSection(fieldsBefore, section), inSection(fieldsAfter, section)).has(field.id)) say('moved', field)
  }
  for (const { field } of fieldsBefore) if (!fieldsAfter.some((one) => one.field.id === field.id)) say('removed', field)
  return found
}
