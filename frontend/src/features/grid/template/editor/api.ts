import { against, answer, api, creating, type TemplateDetail, type TemplateText, type TemplateVersion, uuidv7 } from '@/core/api'
import type { Text } from './edits'

export const fetchVersions = (signal?: AbortSignal): Promise<TemplateVersion[]> => answer(api.GET('/api/v1/visit-templates', { signal }))
export const fetchVersion = (number: number, signal?: AbortSignal): Promise<TemplateDetail> =>
  answer(api.GET('/api/v1/visit-templates/{number}', { params: { path: { number } }, signal }))
export const beginDraft = (text: Text, uuid = uuidv7()): Promise<TemplateDetail> =>
  answer(api.POST('/api/v1/visit-templates', { body: { ...text, uuid }, ...creating(uuid) }))

type Seen = Pick<TemplateVersion, 'number' | 'version'>
const at = ({ number, version }: Seen) => ({ params: { path: { number } }, ...against(version) })
export const saveDraft = (seen: Seen, text: Text): Promise<TemplateDetail> => answer(api.PUT('/api/v1/visit-templates/{number}', { body: text, ...at(seen) }))
export const dropDraft = (seen: Seen): Promise<unknown> => answer(api.POST('/api/v1/visit-templates/{number}/drop', at(seen)))
export const publishVersion = (seen: Seen): Promise<TemplateDetail> => answer(api.POST('/api/v1/visit-templates/{number}/publish', at(seen)))
/** The questions of a JSON Schema document, or the refusal that names the place. */
export const readDocument = (document: unknown): Promise<TemplateText> => answer(api.POST('/api/v1/visit-templates/read', { body: { document } }))
