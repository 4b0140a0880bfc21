/** Which ticket lies open beside the page: part of the address, so back and share work. */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export function useOpenTicket() {
  const route = useRoute()
  const router = useRouter()
  const opened = computed(() => (typeof route.query.ticket === 'string' ? route.query.ticket : ''))
  const linkTo = (ref: string) => ({ path: route.path, query: { ...route.query, ticket: ref } })
  const open = (ref: string) => router.replace(linkTo(ref))
  const close = () => router.replace({ path: route.path, query: { ...route.query, ticket: undefined } })
  return { opened, linkTo, open, close }
}
