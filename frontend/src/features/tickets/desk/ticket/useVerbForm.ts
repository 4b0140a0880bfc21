/** A form for any verb, made from what the server says it needs. */
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import type { Ability, VerbBody } from '@/core/api'
import { nameOf } from '@/core/i18n'
import { momentOf } from '@/core/time'
import { useMeta, useUnit } from '@/features/grid'
import { t as words } from '../../words'
import { t } from '../words'
import { useWritten } from '../../useWritten'

export type FieldName =
  | 'reason' | 'text' | 'unit' | 'person' | 'outcome' | 'public_reply' | 'score' | 'due_at' | 'review_on' | 'decision' | 'into' | 'how' | 'tags' | 'category' | 'days' | 'cause' | 'colour'
export interface Need { name: FieldName; optional: boolean; control: 'area' | 'text' | 'date' | 'datetime-local' | 'number' | 'choice' | 'score' }

const OPTIONAL = 'optional_'
const CONTROLS: Record<FieldName, Need['control']> = {
  reason: 'area', text: 'area', public_reply: 'area', into: 'text', due_at: 'datetime-local', review_on: 'date', score: 'score',
  days: 'number', cause: 'text', unit: 'choice', person: 'choice', outcome: 'choice', decision: 'choice', how: 'choice', tags: 'choice', category: 'choice', colour: 'choice',
}
const FIELDS = new Set(Object.keys(CONTROLS))
/** Only the enterprise picks tags, on its own page. */
const LEFT_OUT = new Set(['tags'])

export function needsOf(ability: Ability): Need[] {
  const names = ability.reason_required && !ability.needs.includes('reason') ? [...ability.needs, 'reason'] : ability.needs
  return names
    .map((need) => ({ name: need.replace(OPTIONAL, ''), optional: need.startsWith(OPTIONAL) }))
    .filter((need): need is { name: FieldName; optional: boolean } => FIELDS.has(need.name) && !LEFT_OUT.has(need.name))
    .map((need) => ({ ...need, control: CONTROLS[need.name] }))
}

type Values = Partial<Record<FieldName, string | number | null>>

/** What goes to the server: nothing for what was left empty, and moments with their zone. */
export function bodyOf(needs: readonly Need[], values: Values): VerbBody {
  const body: VerbBody = {}
  for (const { name, control } of needs) {
    const value = values[name]
    if (value === undefined || value === null || String(value).trim() === '') continue
    body[name] = control === 'datetime-local' ? momentOf(String(value)) : typeof value === 'string' ? value.trim() : value
  }
  return body
}

export function useVerbForm(ref: MaybeRefOrGetter<string>, ability: Ability) {
  const { draft: values, clear } = useWritten<Values>(`${toValue(ref)}.${ability.verb}`, {})
  const needs = needsOf(ability)
  const { unitChoices, categoryChoices } = useMeta()
  const { data: unit } = useUnit(() => (typeof values.value.unit === 'number' ? values.value.unit : null))
  const coded = <K extends string>(group: 'outcome' | 'decision' | 'how' | 'colour', keys: readonly K[]) =>
    keys.map((key) => ({ value: key as string | number, label: words(`${group}.${key}` as 'outcome.solved') }))

  const choices = computed<Partial<Record<FieldName, { value: string | number; label: string; group?: string }[]>>>(() => ({
    unit: unitChoices.value,
    category: categoryChoices.value,
    person: unit.value?.people.map((person) => ({ value: person.id, label: person.name, group: nameOf(unit.value!) })) ?? [],
    outcome: coded('outcome', ['solved', 'planned', 'explained', 'unsolvable']),
    decision: coded('decision', ['granted', 'refused']),
    how: coded('how', ['phone', 'visit', 'message', 'meeting']),
    colour: coded('colour', ['blue', 'yellow', 'red']),
  }))
  const none = (name: FieldName): string | undefined => {
    if (name === 'person') return values.value.unit ? t('form.anyPerson') : t('form.needUnit')
    return name === 'unit' && ability.verb === 'hand_over' ? t('form.sameUnit') : undefined
  }
  const ready = computed(() => needs.every((need) => need.optional || bodyOf([need], values.value)[need.name] !== undefined))
  return { values, needs, choices, none, ready, clear, body: () => bodyOf(needs, values.value) }
}
