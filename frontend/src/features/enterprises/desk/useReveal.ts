/** A contact's number is shown once it was said what for; it goes away with the page. */
import { computed, type MaybeRefOrGetter, ref, shallowRef, toValue, watch } from 'vue'
import { type ApiProblem, asProblem, type EnterpriseContact } from '@/core/api'
import { revealPhone } from '../api'

export function useReveal(enterprise: MaybeRefOrGetter<string>) {
  const asked = shallowRef<EnterpriseContact | null>(null)
  const numbers = ref(new Map<number, string>())
  const reason = ref('')
  const busy = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)
  const open = computed({ get: () => asked.value !== null, set: (value) => { if (!value) asked.value = null } })
  watch(() => toValue(enterprise), () => numbers.value.clear())

  function ask(contact: EnterpriseContact): void {
    problem.value = null
    asked.value = contact
  }
  async function reveal(): Promise<void> {
    if (!asked.value || !reason.value.trim() || busy.value) return
    busy.value = true
    problem.value = null
    try {
      const { phone } = await revealPhone(toValue(enterprise), asked.value.id, reason.value.trim())
      numbers.value.set(asked.value.id, phone)
      asked.value = null
      reason.value = ''
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      busy.value = false
    }
  }
  return { asked, numbers, reason, busy, problem, open, ask, reveal }
}
