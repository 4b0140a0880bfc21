import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { usePages, type VisitRow } from '@/core/api'
import { fetchGround, fetchTemplate, fetchToday, fetchVisit, fetchVisitList } from './api'

export const TODAY_KEY = ['today']
export const TEMPLATE_KEY = ['visit-template']
/** Told of when a version of the questions comes into force. */
export const TEMPLATE_TOPIC = 'visit_template.enterprise_visit'

export const useToday = () => useQuery({ key: TODAY_KEY, query: ({ signal }) => fetchToday(signal) })

/** The questions of a visit change with a campaign, not with the hour. */
export const useTemplate = () =>
  useQuery({ key: TEMPLATE_KEY, query: ({ signal }) => fetchTemplate(signal), staleTime: 3_600_000, gcTime: false })

/** The questions that an earlier visit answered; a published version never changes. */
export const useTemplateOf = (version: MaybeRefOrGetter<number | undefined>) =>
  useQuery({
    key: () => [...TEMPLATE_KEY, toValue(version) ?? 0], query: ({ signal }) => fetchTemplate(signal, toValue(version)), staleTime: Infinity,
    enabled: () => toValue(version) !== undefined,
  })

export const useVisit = (uuid: MaybeRefOrGetter<string>) =>
  useQuery({ key: () => ['visit', toValue(uuid)], query: ({ signal }) => fetchVisit(toValue(uuid), signal) })

/** The visit before this one, with its answers; null for a first visit. */
export const useLastVisit = (enterprise: string) =>
  useQuery({
    key: ['last-visit', enterprise],
    query: async ({ signal }) => {
      const { results } = await fetchVisitList({ enterprise, limit: 5 }, signal)
      const last = results.find((visit) => visit.state === 'done' || visit.state === 'reviewed')
      return last ? fetchVisit(last.uuid, signal) : null
    },
  })

export const useVisitList = (query: MaybeRefOrGetter<{ enterprise?: string; mine?: boolean; limit?: number }>) =>
  usePages<VisitRow>(
    () => ['visits', toValue(query) as Record<string, string>],
    (cursor, signal) => fetchVisitList({ ...toValue(query), cursor }, signal),
  )

/** The outlines of the zone change once in years. */
export const useGround = () => useQuery({ key: ['ground'], query: ({ signal }) => fetchGround(signal), staleTime: 86_400_000, gcTime: false })
