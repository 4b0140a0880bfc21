/** A ticket outside a visit: the problem, its photos, and on its way. */
import { computed, ref } from 'vue'
import { useRouter } from 'vue-router'
import { type Parcel, post, useDraft } from '@/core/offline'
import { useMe } from '@/features/accounts'
import { useEnterprise } from '@/features/enterprises'
import { type FileDraft, filePart, freshProblem, gapsIn, type ProblemDraft, ticketPart } from '../../intake'

interface Raise { problem: ProblemDraft; files: FileDraft[] }
const fresh = (): Raise => ({ problem: freshProblem(), files: [] })

export function useRaise(enterprise: string) {
  const me = useMe()
  const router = useRouter()
  const name = `raise/${enterprise}`
  const owner = String(me.value.id)
  const { data: firm } = useEnterprise(enterprise)
  const kept = useDraft(owner, name, fresh, ({ problem, files }) => problem.text.trim() !== '' || files.length > 0)
  const tried = ref(false)
  const failed = ref(false)
  const gaps = computed(() => gapsIn(kept.draft.value.problem))

  async function submit(): Promise<void> {
    tried.value = true
    if (gaps.value.length > 0) return
    await kept.settle()
    const { problem, files } = kept.draft.value
    const now = Date.now()
    const ticket = ticketPart(problem, { enterprise, occurredAt: new Date(now).toISOString() })
    const parts = [ticket, ...files.map((file) => filePart(file, problem.uuid))]
    const parcel: Parcel = { id: problem.uuid, owner, kind: 'ticket', title: firm.value?.short_name ?? ticket.label, packedAt: now, chain: enterprise, parts }
    try {
      await post(parcel, name)
      kept.release()
      await router.replace({ name: 'sent', params: { id: parcel.id } })
    } catch {
      failed.value = true
    }
  }
  return { ...kept, firm, gaps, missing: computed(() => (tried.value ? gaps.value : [])), failed, submit }
}
