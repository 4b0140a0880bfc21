/** Reference data: categories, units, subdistricts and the working calendar. Fetched once a page. */
import { defineQuery, useQuery } from '@pinia/colada'
import { computed, watch } from 'vue'
import type { CategoryRef, Moment, UnitRef } from '@/core/api'
import { nameOf } from '@/core/i18n'
import { buildCalendar, now, remaining, type Remaining, setTimeZone } from '@/core/time'
import type { Choice } from '@/core/ui'
import { fetchMeta } from './api'
import { t } from './words'

const DAY = 86_400_000
const NO_CALENDAR = buildCalendar([])

/** One set of computed choices for the page, however many components ask. */
export const useMeta = defineQuery(() => {
  const query = useQuery({ key: ['meta'], query: ({ signal }) => fetchMeta(signal), staleTime: DAY, gcTime: false, meta: { steady: true } })
  const meta = computed(() => query.data.value)
  watch(() => meta.value?.calendar.timezone, (zone) => zone && setTimeZone(zone), { immediate: true })

  const units = computed<UnitRef[]>(() => meta.value?.units ?? [])
  const categories = computed(() => meta.value?.categories ?? [])
  const subdistricts = computed(() => meta.value?.subdistricts ?? [])
  const parents = computed(() => {
    const above = new Map<string, string>()
    for (const parent of categories.value) {
      above.set(parent.code, parent.code)
      parent.children.forEach((child) => above.set(child.code, parent.code))
    }
    return above
  })

  const unitChoices = computed<Choice<number>[]>(() =>
    units.value.map((unit) => ({ value: unit.id, label: nameOf(unit), group: t(`kind.${unit.kind}`) })),
  )
  const categoryChoices = computed<Choice<string>[]>(() =>
    categories.value.flatMap((parent) => [parent as CategoryRef, ...parent.children].map((category) => ({
      value: category.code, label: category.code === parent.code ? nameOf(parent) : `· ${nameOf(category)}`,
    }))),
  )
  const subdistrictChoices = computed<Choice<string>[]>(() =>
    subdistricts.value.map((place) => ({ value: place.code, label: nameOf(place) })),
  )
  return { meta, query, units, categories, subdistricts, parents, unitChoices, categoryChoices, subdistrictChoices }
})

/** What is left until a moment, in working time, re-read as the clock runs. */
export const useDeadlines = defineQuery(() => {
  const { meta } = useMeta()
  const calendar = computed(() => (meta.value ? buildCalendar(meta.value.working) : NO_CALENDAR))
  const left = (due: Moment): Remaining => remaining(due, now.value, calendar.value)
  const provisional = (due: Moment): string => {
    const from = meta.value?.calendar.provisional_from
    return from && due >= from ? t('provisional', { year: due.slice(0, 4) }) : ''
  }
  return { calendar, left, provisional }
})
