/** The state of production, reported by the enterprise itself. */
import { useQueryCache } from '@pinia/colada'
import { computed, ref, shallowRef, watch } from 'vue'
import { type ApiProblem, asProblem, type Production, uuidv7 } from '@/core/api'
import { serverNow } from '@/core/time'
import { toast } from '@/core/ui'
import { useMe } from '@/features/accounts'
import { sendReport } from '../api'
import { productionFault, productionOf } from '../production/production'
import { enterpriseKey, useEnterprise } from '../queries'
import { t } from './words'

export function useReport() {
  const me = useMe()
  const cache = useQueryCache()
  const id = computed(() => me.value.enterprise?.id ?? '')
  const { data: firm, error, refetch } = useEnterprise(id)
  const production = ref<Production | null>(null)
  const busy = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)
  let uuid = uuidv7()
  watch(firm, (known) => { if (known) production.value ??= productionOf(known.report) }, { immediate: true })
  // Other numbers are another report; the same numbers sent again are the same one.
  watch(production, () => (uuid = uuidv7()), { deep: true })

  async function submit(): Promise<void> {
    if (!production.value || productionFault(production.value) || busy.value) return
    busy.value = true
    problem.value = null
    try {
      const reported_on = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(serverNow())
      await sendReport(id.value, { uuid, reported_on, ...production.value })
      toast(t('done'), { tone: 'good' })
      void cache.invalidateQueries({ key: enterpriseKey(id.value) })
    } catch (fault) {
      problem.value = asProblem(fault)
    } finally {
      busy.value = false
    }
  }
  return { id, firm, error, refetch, production, busy, problem, submit }
}
