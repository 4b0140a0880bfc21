import type { VisitInput } from '@/core/api'
import { onSend } from '@/core/offline'
import { createVisit, createVisitPhoto } from '@/features/grid/m'
import { fileOf, sendTickets } from '../../intake'

/** A shell that sends visits says so once. */
export function sendVisits(): void {
  sendTickets()
  onSend('visit', async (part) => {
    const visit = await createVisit(part.body as unknown as VisitInput)
    return { at: visit.received_at }
  })
  onSend('visit_photo', async (part) => {
    const { visit, name, caption } = part.body as { visit: string; name: string; caption: string }
    const { state } = await createVisitPhoto(visit, part.uuid, fileOf(part.blob, name), caption)
    return { state }
  })
}
