/** Reporting a problem: written, checked, and on its way, kept on this device until it is received. */
import { computed, ref } from 'vue'
import { useRouter } from 'vue-router'
import { bytesOf, type Parcel, plain, post, takeBack, useDraft } from '@/core/offline'
import { useMe } from '@/features/accounts'
import { type FileDraft, filePart, freshProblem, gapsIn, type ProblemDraft, ticketPart } from '../intake'

export interface Ask { problem: ProblemDraft; files: FileDraft[]; contactName: string; contactPhone: string }
export const ASK = 'ask'

export const packAsk = (ask: Ask, owner: string, now: number): Parcel => {
  const { problem, files, contactName, contactPhone } = ask
  const ticket = ticketPart(problem, { contactName, contactPhone, occurredAt: new Date(now).toISOString() })
  const parts = [ticket, ...files.map((file) => filePart(file, problem.uuid))]
  return { id: problem.uuid, owner, kind: 'issue', title: ticket.label, packedAt: now, parts, draft: { ...plain(ask), files: [] } }
}

/** The form again, after the server refused the problem; its files are still in their parts. */
export async function unpackAsk(parcel: Parcel): Promise<Ask> {
  const kept = await Promise.all(parcel.parts.filter((part) => part.kind === 'ticket_file').map(async ({ uuid, label }) => ({ uuid, name: label, blob: await bytesOf(uuid) })))
  const files = kept.filter((file) => file.blob !== undefined) as FileDraft[]
  return { ...(parcel.draft as Ask), files }
}
export const rewriteAsk = async (parcel: Parcel): Promise<void> => takeBack(parcel, ASK, await unpackAsk(parcel))

export function useAsk() {
  const me = useMe()
  const router = useRouter()
  const owner = String(me.value.id)
  const fresh = (): Ask => ({ problem: freshProblem(), files: [], contactName: me.value.name, contactPhone: '' })
  const kept = useDraft(owner, ASK, fresh, ({ problem, files }) => problem.text.trim() !== '' || files.length > 0)
  const checking = ref(false)
  const tried = ref(false)
  const failed = ref(false)
  const gaps = computed(() => gapsIn(kept.draft.value.problem))

  function next(): boolean {
    tried.value = true
    checking.value = gaps.value.length === 0
    return checking.value
  }
  async function submit(): Promise<void> {
    if (!next()) return
    await kept.settle()
    const parcel = packAsk(kept.draft.value, owner, Date.now())
    try {
      await post(parcel, ASK)
      kept.release()
      await router.replace({ name: 'sent', params: { id: parcel.id } })
    } catch {
      failed.value = true
    }
  }
  async function clear(): Promise<void> {
    kept.draft.value = fresh()
    tried.value = checking.value = false
    kept.foundAt.value = null
  }
  return { ...kept, checking, failed, missing: computed(() => (tried.value ? gaps.value : [])), next, submit, clear }
}
