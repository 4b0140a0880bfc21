import {
  against, answer, api, type ClockPolicy, creating, type DryRunRow, type RoutingRule, type RuleChange, type RuleInput, type RuleVersion, uuidv7,
} from '@/core/api'

export const fetchRules = (signal?: AbortSignal): Promise<RoutingRule[]> => answer(api.GET('/api/v1/routing-rules', { signal }))
export const fetchPolicies = (signal?: AbortSignal): Promise<ClockPolicy[]> => answer(api.GET('/api/v1/clock-policies', { signal }))
export const fetchHistory = (id: number, signal?: AbortSignal): Promise<RuleVersion[]> =>
  answer(api.GET('/api/v1/routing-rules/{id}/history', { params: { path: { id } }, signal }))
export const addRule = (rule: RuleInput, uuid = uuidv7()): Promise<RoutingRule> =>
  send({ ...rule, uuid })
export const saveRule = (rule: Pick<RoutingRule, 'id' | 'version'>, change: RuleChange): Promise<RoutingRule> =>
  answer(api.PATCH('/api/v1/routing-rules/{id}', { params: { path: { id: rule.id } }, body: change, ...against(rule.version) }))
const send = (body: RuleInput & { uuid: string }) => answer(api.POST('/api/v1/routing-rules', { body, ...creating(body.uuid) }))
export const saveOrder = (rules: number[]): Promise<RoutingRule[]> => answer(api.PUT('/api/v1/routing-rules/order', { body: { rules } }))
/** What the last tickets would do under this rule, in the place of the one it replaces, or under another order. */
export const dryRun = (tried: { rule?: RuleInput; replaces?: number; order?: number[]; last: number }): Promise<DryRunRow[]> =>
  answer(api.POST('/api/v1/routing-rules/dry_run', { body: tried }))
