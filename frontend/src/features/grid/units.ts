import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { usePages, type VisitRow } from '@/core/api'
import { fetchUnit, fetchUnits, fetchVisits } from './api'

export const useUnits = (kind?: MaybeRefOrGetter<string | undefined>) =>
  useQuery({ key: () => ['units', toValue(kind) ?? 'all'], query: ({ signal }) => fetchUnits(toValue(kind), signal) })

export const useUnit = (id: MaybeRefOrGetter<number | null | undefined>) =>
  useQuery({
    key: () => ['unit', toValue(id) ?? 0],
    query: ({ signal }) => fetchUnit(toValue(id)!, signal),
    enabled: () => Boolean(toValue(id)),
  })

export const useVisitsOf = (enterprise: MaybeRefOrGetter<string>) =>
  usePages<VisitRow>(() => ['visits', toValue(enterprise)], (cursor, signal) => fetchVisits(toValue(enterprise), cursor, signal))
