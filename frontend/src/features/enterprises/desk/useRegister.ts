import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { EnterpriseQuery } from '@/core/api'
import { useEnterprises } from '../queries'

const NAMES = ['search', 'kind', 'subdistrict', 'unit'] as const
type Name = (typeof NAMES)[number]

/** The register's conditions, kept in the address. */
export function useRegister() {
  const route = useRoute()
  const router = useRouter()
  const given = (name: Name): string | undefined => {
    const value = route.query[name]
    return (Array.isArray(value) ? value[0] : value) ?? undefined
  }
  const set = (name: Name, value: string | number | null | undefined) =>
    void router.replace({ query: { ...route.query, [name]: value ? String(value) : undefined } })
  const field = (name: Name) => computed<string | null>({ get: () => given(name) ?? null, set: (value) => set(name, value) })
  const unit = computed<number | null>({ get: () => Number(given('unit')) || null, set: (value) => set('unit', value) })
  const query = computed<EnterpriseQuery>(() => ({
    search: given('search'), kind: given('kind'), subdistrict: given('subdistrict'), unit: unit.value ?? undefined,
  }))
  const conditions = computed(() => NAMES.filter((name) => given(name)).length)
  const clear = () => router.replace({ query: {} })
  return { search: field('search'), kind: field('kind'), subdistrict: field('subdistrict'), unit, query, conditions, clear, list: useEnterprises(query) }
}
