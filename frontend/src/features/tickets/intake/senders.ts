/** How the parts of a parcel that belong to tickets are sent. */
import { answer, api, asForm, creating, type Received, type TicketInput } from '@/core/api'
import { onSend, receiptOf } from '@/core/offline'
import { createTicket } from '../api'

/** The same file under the same identity may be sent as often as needed. */
export function sendTicketFile(ref: string, uuid: string, file: File): Promise<Received> {
  const call = { params: { path: { ref } }, body: { uuid, file }, ...asForm, ...creating(uuid) }
  return answer(api.POST('/api/v1/tickets/{ref}/attachments', call))
}

export const fileOf = (blob: Blob | null | undefined, name: string): File => new File(blob ? [blob] : [], name, { type: blob?.type ?? '' })

export function sendTickets(): void {
  onSend('ticket', async (part) => {
    const ticket = await createTicket(part.body as unknown as TicketInput)
    return { ref: ticket.ref, at: ticket.submitted_at }
  })
  onSend('ticket_file', async (part, parcel) => {
    const { ref = '' } = receiptOf(parcel, part.after)
    const { state } = await sendTicketFile(ref, part.uuid, fileOf(part.blob, part.label))
    return { state }
  })
}
