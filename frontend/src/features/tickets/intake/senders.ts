/** How a file is sent to a ticket that is already there. */
import { answer, api, asForm, creating, type Received } from '@/core/api'

/** The same file under the same identity may be sent as often as needed. */
export function sendTicketFile(ref: string, uuid: string, file: File): Promise<Received> {
  const call = { params: { path: { ref } }, body: { uuid, file }, ...asForm, ...creating(uuid) }
  return answer(api.POST('/api/v1/tickets/{ref}/attachments', call))
}

export const fileOf = (blob: Blob | null | undefined, name: string): File => new File(blob ? [blob] : [], name, { type: blob?.type ?? '' })
