/** One visit from the first tap to the moment it is on its way. */
import { computed, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import type { AnswerValue, EnterpriseRef } from '@/core/api'
import { plain, post, useDraft } from '@/core/offline'
import { useMe } from '@/features/accounts'
import { useEnterprise } from '@/features/enterprises'
import { beginAnswers, useLastVisit, useTemplate } from '@/features/grid/m'
import { draftName, freshForm, gapsOf, packVisit, worthKeeping } from './form'

export function useVisitForm(enterprise: string) {
  const me = useMe()
  const router = useRouter()
  const owner = String(me.value.id)
  const { data: firm, error: firmError, refetch: refetchFirm } = useEnterprise(enterprise)
  const { data: present, error: templateError, refetch: refetchTemplate } = useTemplate()
  const { data: last } = useLastVisit(enterprise)
  const kept = useDraft(owner, draftName(enterprise), freshForm, worthKeeping)
  const { draft: form, ready } = kept
  const template = computed(() => form.value.template ?? present.value)
  const tried = ref(false)
  const sending = ref(false)
  const failed = ref(false)

  watch([firm, ready], () => {
    if (!firm.value || !ready.value || form.value.firm) return
    const { id, name, short_name } = firm.value
    form.value.firm = { id, name, short_name }
  }, { immediate: true })

  watch([present, last, ready], () => {
    if (ready.value && present.value && last.value && !form.value.template) beginAnswers(form.value, present.value, { ...last.value, answers: last.value.answers as Record<string, AnswerValue> })
  }, { immediate: true })
  watch(form, (now) => {
    if (ready.value && present.value && !now.template && worthKeeping(now)) now.template = plain(present.value)
  }, { deep: true })

  const gaps = computed(() => gapsOf(form.value, template.value))
  const missing = computed(() => (tried.value ? gaps.value.map((gap) => gap.field) : []))

  /** The first card that still lacks something is opened; nothing is sent. */
  function showGaps(): string | null {
    const first = gaps.value[0]
    gaps.value.forEach((gap) => (form.value.done[gap.card] = false))
    return first?.card ?? null
  }

  async function submit(): Promise<string | null> {
    tried.value = true
    if (gaps.value.length > 0) return showGaps()
    const named: EnterpriseRef | null = form.value.firm
    if (!template.value || !named || sending.value) return null
    sending.value = true
    failed.value = false
    await kept.settle()
    const parcel = packVisit(form.value, { owner, firm: named, template: template.value, now: Date.now() })
    try {
      await post(parcel, draftName(enterprise))
      kept.release()
      await router.replace({ name: 'sent', params: { id: parcel.id } })
    } catch {
      failed.value = true
    } finally {
      sending.value = false
    }
    return null
  }

  async function discard(): Promise<void> {
    await kept.forget()
    router.back()
  }

  const error = computed(() => (firm.value || form.value.firm ? null : firmError.value) ?? (template.value ? null : templateError.value))
  const retry = () => Promise.all([refetchFirm(), refetchTemplate()])
  return { form, ready, firm, template, kept, gaps, missing, tried, sending, failed, error, retry, submit, discard }
}
