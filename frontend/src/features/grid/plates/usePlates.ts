/** The door plates of the enterprises that a register's conditions name. */
import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { answer, api, type EnterpriseQuery, type Plate } from '@/core/api'

export const usePlates = (asked: MaybeRefOrGetter<EnterpriseQuery>) =>
  useQuery({ key: () => ['plates', toValue(asked) as Record<string, string>], query: ({ signal }) => answer(api.GET('/api/v1/plates', { params: { query: toValue(asked) }, signal })) as Promise<Plate[]> })
