/** How production stands, as a form holds it. */
import type { Production, Report } from '@/core/api'
import { t } from './words'

export const STATES = ['stopped', 'partial', 'resumed', 'full'] as const

export const productionOf = (report: Report | null): Production => ({
  expected_staff: report?.expected_staff ?? 0,
  returned_staff: report?.returned_staff ?? 0,
  capacity_percent: report?.capacity_percent ?? 0,
  state: report?.state ?? 'stopped',
})

export const productionLine = (production: Production): string =>
  t('line', {
    returned: production.returned_staff, expected: production.expected_staff, capacity: production.capacity_percent,
    state: t(`states.${production.state}`),
  })

export const productionFault = (production: Production): string | null =>
  production.returned_staff > production.expected_staff ? t('tooMany') : null
