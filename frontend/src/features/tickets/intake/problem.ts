/** A problem while it is being written, and as the part of a parcel it becomes. */
import { type TicketInput, uuidv7 } from '@/core/api'
import { newPart, type Part, plain } from '@/core/offline'

export interface FileDraft { uuid: string; name: string; blob: Blob }
export interface ProblemDraft {
  uuid: string
  category: string | null
  text: string
  urgent: boolean
  onTheSpot: boolean
  how: string
}
export type ProblemGap = 'category' | 'text' | 'how'
const SHORTEST = 5

export const freshProblem = (): ProblemDraft => ({ uuid: uuidv7(), category: null, text: '', urgent: false, onTheSpot: false, how: '' })

export function gapsIn(problem: ProblemDraft): ProblemGap[] {
  const gaps: ProblemGap[] = []
  if (problem.text.trim().length < SHORTEST) gaps.push('text')
  if (!problem.category) gaps.push('category')
  if (problem.onTheSpot && !problem.how.trim()) gaps.push('how')
  return gaps
}

export interface Circumstances { enterprise?: string; visit?: string; occurredAt?: string; contactName?: string; contactPhone?: string }

export function ticketInput(problem: ProblemDraft, about: Circumstances): TicketInput & { occurred_at?: string } {
  return {
    uuid: problem.uuid,
    category: problem.category ?? '',
    text: problem.text.trim(),
    ...(about.enterprise && { enterprise: about.enterprise }),
    ...(problem.urgent && { priority: 'urgent' as const }),
    ...(about.visit && { visit: about.visit }),
    ...(problem.onTheSpot && { on_the_spot: true, public_reply: problem.how.trim() }),
    ...(about.contactName?.trim() && { contact_name: about.contactName.trim() }),
    ...(about.contactPhone?.trim() && { contact_phone: about.contactPhone.trim() }),
    ...(about.occurredAt && { occurred_at: about.occurredAt }),
  }
}

const LABEL = 24
export const ticketPart = (problem: ProblemDraft, about: Circumstances): Part =>
  newPart({
    uuid: problem.uuid, kind: 'ticket', label: [...problem.text.trim()].slice(0, LABEL).join(''),
    body: plain({ ...ticketInput(problem, about) }), after: about.visit,
  })

export const filePart = (file: FileDraft, ticket: string): Part =>
  newPart({ uuid: file.uuid, kind: 'ticket_file', label: file.name, body: { ticket, name: file.name }, blob: file.blob, after: ticket })
