import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type EnterpriseQuery, type EnterpriseRow, usePages } from '@/core/api'
import { useTopics } from '@/core/live'
import { fetchEnterprise, fetchEnterprises } from './api'

const keep = <T extends object>(query: T): T =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== null)) as T

export const enterpriseKey = (id: string) => ['enterprise', id]

export const useEnterprises = (query: MaybeRefOrGetter<EnterpriseQuery>) =>
  usePages<EnterpriseRow>(
    () => ['enterprises', keep(toValue(query)) as Record<string, string>],
    (cursor, signal) => fetchEnterprises({ ...keep(toValue(query)), cursor }, signal),
  )

export function useEnterprise(id: MaybeRefOrGetter<string>) {
  useTopics(() => (toValue(id) ? [`enterprise.${toValue(id)}`] : []))
  return useQuery({
    key: () => enterpriseKey(toValue(id)), query: ({ signal }) => fetchEnterprise(toValue(id), signal), enabled: () => Boolean(toValue(id)), staleTime: 5_000,
  })
}
