/** The visit with the problems found in it, and the parcel it becomes. */
import { type EnterpriseRef, uuidv7, type VisitTemplate } from '@/core/api'
import { bytesOf, newPart, type Parcel, plain } from '@/core/offline'
import { freshVisit, isBegun, type Missing, missingIn, type VisitDraft, visitInput } from '@/features/grid/m'
import { freshProblem, gapsIn, type ProblemDraft, ticketPart } from '../../intake'
import { t } from '../words'

export interface VisitForm extends VisitDraft { firm: EnterpriseRef | null; problems: ProblemDraft[] }

export const draftName = (enterprise: string): string => `visit/${enterprise}`
export const freshForm = (): VisitForm => ({ ...freshVisit(), firm: null, problems: [] })
export const worthKeeping = (form: VisitForm): boolean => isBegun(form) || form.problems.length > 0 || form.production !== null
export const addProblem = (form: VisitForm): void => { form.problems = [...form.problems, freshProblem()] }

export const gapsOf = (form: VisitForm, template: VisitTemplate | undefined): Missing[] => [
  ...missingIn(form, template),
  ...form.problems.flatMap((problem, index) =>
    gapsIn(problem).map((gap) => ({ card: 'problems' as const, field: `${problem.uuid}.${gap}`, text: t(`problem.gap.${gap}`, { n: index + 1 }) })),
  ),
]

export interface Sending { owner: string; firm: EnterpriseRef; template: VisitTemplate; now: number }

/** The visit first; its tickets name it; its photos come last, so that a weak line carries the words before the pictures. */
export function packVisit(form: VisitForm, { owner, firm, template, now }: Sending): Parcel {
  const occurredAt = form.arrival?.at ?? new Date(now).toISOString()
  const visit = newPart({ uuid: form.uuid, kind: 'visit', label: firm.short_name || firm.name, body: plain({ ...visitInput(form, firm.id, template, occurredAt, new Date(now).toISOString()) }) })
  const tickets = form.problems.map((problem) => ticketPart(problem, { enterprise: firm.id, visit: form.uuid, occurredAt }))
  const photos = form.photos.map((photo, index) =>
    newPart({
      uuid: photo.uuid, kind: 'visit_photo', label: photo.caption || t('sent.photo', { n: index + 1 }), blob: photo.blob,
      body: { visit: form.uuid, name: photo.name, caption: photo.caption.trim() }, after: form.uuid,
    }),
  )
  return { id: form.uuid, owner, kind: 'visit', title: firm.short_name || firm.name, packedAt: now, chain: firm.id, parts: [visit, ...tickets, ...photos], draft: { ...plain(form), photos: [] } }
}

/** The form again, when the server refused the visit and nothing of it was received. */
export async function unpackVisit(parcel: Parcel): Promise<VisitForm> {
  const form = { ...freshForm(), ...(parcel.draft as VisitForm) }
  const kept = await Promise.all(parcel.parts.filter((part) => part.kind === 'visit_photo').map(async (part) => ({
    uuid: part.uuid, name: String(part.body.name), blob: await bytesOf(part.uuid), caption: String(part.body.caption),
  })))
  const photos = kept.filter((photo) => photo.blob !== undefined) as VisitForm['photos']
  // The server keeps other content under the old identity; corrected, this is a visit of its own.
  const taken = parcel.parts[0]?.refusal?.code === 'other_body'
  return { ...form, ...(taken && { uuid: uuidv7() }), photos, done: { ...form.done, talk: false } }
}
