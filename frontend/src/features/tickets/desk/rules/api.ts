import { against, answer, api, type DryRunRow, type RoutingRule } from '@/core/api'

export const fetchRules = (signal?: AbortSignal): Promise<RoutingRule[]> => answer(api.GET('/api/v1/routing-rules', { signal }))
export const saveRule = (rule: RoutingRule, change: Partial<RoutingRule>): Promise<RoutingRule> =>
  answer(api.PATCH('/api/v1/routing-rules/{id}', { params: { path: { id: rule.id } }, body: change, ...against(rule.version) }))
export const dryRun = (last: number): Promise<DryRunRow[]> => answer(api.POST('/api/v1/routing-rules/dry_run', { body: { last } }))
