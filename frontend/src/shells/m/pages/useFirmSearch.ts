/** Finding an enterprise: mine first, then the team's, then anybody's. */
import { computed, onScopeDispose, ref, watch } from 'vue'
import type { EnterpriseQuery } from '@/core/api'
import { useMe } from '@/features/accounts'
import { useEnterprises } from '@/features/enterprises'

export type Circle = 'mine' | 'team' | 'all'
const TYPING = 250

export function useFirmSearch(first: Circle = 'mine') {
  const me = useMe()
  const search = ref('')
  const wanted = ref('')
  const circle = ref<Circle>(first)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(search, (text) => {
    clearTimeout(timer)
    timer = setTimeout(() => (wanted.value = text.trim()), TYPING)
  })
  onScopeDispose(() => clearTimeout(timer))
  const query = computed<EnterpriseQuery>(() => ({
    search: wanted.value || undefined,
    ...(circle.value === 'mine' && { mine: true }),
    ...(circle.value === 'team' && { unit: me.value.units[0]?.id }),
  }))
  return { search, circle, ...useEnterprises(query) }
}
