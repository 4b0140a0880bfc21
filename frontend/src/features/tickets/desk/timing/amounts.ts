/** Between what is stored (working seconds) and what is typed (working hours, working days). */
import type { ClockPolicy, LadderVersion } from '@/core/api'

export const HOUR = 3600
export const hours = (seconds: number): number => Math.round((seconds / HOUR) * 100) / 100
export const seconds = (given: number | string | null): number => Math.round(Number(given ?? 0) * HOUR)

export type PolicyField = 'acknowledge_seconds' | 'first_contact_seconds' | 'resolve_seconds' | 'stage_seconds'
export type PolicyForm = Record<PolicyField, number>
export const FIELDS: readonly PolicyField[] = ['acknowledge_seconds', 'first_contact_seconds', 'resolve_seconds', 'stage_seconds']

/** `day` is the usual working day in seconds. */
export const formOf = (policy: ClockPolicy, day: number): PolicyForm => ({
  acknowledge_seconds: hours(policy.acknowledge_seconds), first_contact_seconds: hours(policy.first_contact_seconds),
  resolve_seconds: policy.resolve_days ?? Math.max(1, Math.round(policy.resolve_seconds / day)), stage_seconds: Math.round(policy.stage_seconds / day),
})
/** All of it, as a new policy is sent. */
export const timesOf = (form: PolicyForm, day: number) => ({
  acknowledge_seconds: seconds(form.acknowledge_seconds), first_contact_seconds: seconds(form.first_contact_seconds),
  resolve_days: Number(form.resolve_seconds), resolve_seconds: Number(form.resolve_seconds) * day, stage_seconds: Number(form.stage_seconds) * day,
})
export const changedIn = (form: PolicyForm, policy: ClockPolicy, day: number): PolicyField[] => {
  const before = formOf(policy, day)
  return FIELDS.filter((field) => Number(form[field]) !== before[field])
}
/** Only what changed goes to the server; days of resolving also say how long they usually are. */
export function changeOf(form: PolicyForm, policy: ClockPolicy, day: number): Partial<PolicyForm> & { resolve_days?: number } {
  const sent: Partial<PolicyForm> & { resolve_days?: number } = {}
  for (const field of changedIn(form, policy, day)) {
    if (field === 'resolve_seconds') Object.assign(sent, { resolve_days: Number(form[field]), resolve_seconds: Number(form[field]) * day })
    else sent[field] = field === 'stage_seconds' ? Number(form[field]) * day : seconds(form[field])
  }
  return sent
}

export type Rung = LadderVersion['rungs'][number]
/** A rung as it is typed: its amounts in percent or working hours. */
export interface RungForm extends Omit<Rung, 'amount' | 'duty_seconds'> { amount: number; duty: number }
export const typed = (rung: Rung): RungForm => {
  const { duty_seconds, ...rest } = rung
  return { ...rest, recipients: [...rung.recipients], amount: rung.trigger === 'share' ? rung.amount : hours(rung.amount), duty: hours(duty_seconds) }
}
export const stored = (form: RungForm): Rung => {
  const { duty, ...rest } = form
  return { ...rest, amount: form.trigger === 'share' ? Number(form.amount) : seconds(form.amount), duty_seconds: seconds(duty) }
}
