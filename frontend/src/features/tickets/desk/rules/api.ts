import { against, answer, api, creating, type DryRunRow, type RoutingRule, type RuleChange, type RuleInput, uuidv7 } from '@/core/api'

export const fetchRules = (signal?: AbortSignal): Promise<RoutingRule[]> => answer(api.GET('/api/v1/routing-rules', { signal }))
export const addRule = (rule: RuleInput, uuid = uuidv7()): Promise<RoutingRule> =>
  send({ ...rule, uuid })
export const saveRule = (rule: Pick<RoutingRule, 'id' | 'version'>, change: RuleChange): Promise<RoutingRule> =>
  answer(api.PATCH('/api/v1/routing-rules/{id}', { params: { path: { id: rule.id } }, body: change, ...against(rule.version) }))
const send = (body: RuleInput & { uuid: string }) => answer(api.POST('/api/v1/routing-rules', { body, ...creating(body.uuid) }))
/** What the last tickets would do under this rule, in the place of the one it replaces. */
export const dryRun = (rule: RuleInput, replaces: number | undefined, last: number): Promise<DryRunRow[]> =>
  answer(api.POST('/api/v1/routing-rules/dry_run', { body: { rule, replaces, last } }))
