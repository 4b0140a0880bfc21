/** The board's filters live in the address, so that a view can be sent to a colleague. */
import { computed } from 'vue'
import { type LocationQuery, useRoute, useRouter } from 'vue-router'
import type { Lamp } from '@/core/api'
import { LAMPS } from '../../model'

const one = (query: LocationQuery, name: string): string | undefined => {
  const value = query[name]
  return (Array.isArray(value) ? value[0] : value) ?? undefined
}

export function useBoardFilters() {
  const route = useRoute()
  const router = useRouter()
  const set = (name: string, value: string | number | null | undefined) =>
    router.replace({ query: { ...route.query, [name]: value ? String(value) : undefined } })

  const unit = computed({ get: () => Number(one(route.query, 'unit')) || null, set: (value) => void set('unit', value) })
  const category = computed({ get: () => one(route.query, 'category') ?? null, set: (value) => void set('category', value) })
  const lamp = computed<Lamp | null>({
    get: () => LAMPS.find((each) => each === one(route.query, 'lamp')) ?? null,
    set: (value) => void set('lamp', value),
  })
  const filter = computed(() => ({ unit: unit.value ?? undefined, category: category.value ?? undefined }))
  const filtered = computed(() => Boolean(unit.value || category.value || lamp.value))
  const clear = () => router.replace({ query: { ...route.query, unit: undefined, category: undefined, lamp: undefined } })
  return { unit, category, lamp, filter, filtered, clear }
}
