export { useDeadlines, useMeta } from './meta'
export { useUnit, useUnits, useVisitsOf } from './units'
export { t as gridText } from './words'
