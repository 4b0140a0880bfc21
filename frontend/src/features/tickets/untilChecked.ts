/** A file is looked at by a job of the server; nothing announces its end, so the page asks again a few times. */
import { onScopeDispose, type Ref, watch } from 'vue'
import type { TicketDetail } from '@/core/api'

const PAUSES = [1_500, 2_500, 4_000, 8_000, 15_000]

export function useUntilChecked(ticket: Ref<TicketDetail | undefined>, ask: () => unknown): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting = ''
  let asked = 0
  watch(ticket, (now) => {
    clearTimeout(timer)
    const files = (now?.attachments ?? []).filter((file) => file.state === 'received').map((file) => file.uuid).join()
    if (files !== waiting) asked = 0
    waiting = files
    const pause = files ? PAUSES[asked] : undefined
    if (pause === undefined) return
    asked += 1
    timer = setTimeout(ask, pause)
  }, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))
}
