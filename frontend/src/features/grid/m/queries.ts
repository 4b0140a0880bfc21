import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { usePages, type VisitRow } from '@/core/api'
import { fetchGround, fetchTemplate, fetchToday, fetchVisit, fetchVisitList } from './api'

export const TODAY_KEY = ['today']

export const useToday = () => useQuery({ key: TODAY_KEY, query: ({ signal }) => fetchToday(signal) })

/** The questions of a visit change with a campaign, not with the hour. */
export const useTemplate = () =>
  useQuery({ key: ['visit-template'], query: ({ signal }) => fetchTemplate(signal), staleTime: 3_600_000, gcTime: false })

export const useVisit = (uuid: MaybeRefOrGetter<string>) =>
  useQuery({ key: () => ['visit', toValue(uuid)], query: ({ signal }) => fetchVisit(toValue(uuid), signal) })

export const useVisitList = (query: MaybeRefOrGetter<{ enterprise?: string; mine?: boolean; limit?: number }>) =>
  usePages<VisitRow>(
    () => ['visits', toValue(query) as Record<string, string>],
    (cursor, signal) => fetchVisitList({ ...toValue(query), cursor }, signal),
  )

/** The outlines of the zone change once in years. */
export const useGround = () => useQuery({ key: ['ground'], query: ({ signal }) => fetchGround(signal), staleTime: 86_400_000, gcTime: false })
