/** The draft being written: what it was, what it is, and the way back. */
import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, ref, shallowRef, watch } from 'vue'
import { type ApiProblem, asProblem, refetch, type TemplateDetail } from '@/core/api'
import { toast } from '@/core/ui'
import { beginDraft, dropDraft, fetchVersion, fetchVersions, publishVersion, readDocument, saveDraft } from './api'
import { changesOf } from './changes'
import { cleaned, type Place, same, type Text } from './edits'
import { t } from './words'

const REMEMBERED = 100
const KEY = ['visit-templates']
const textOf = ({ title, title_en, sections }: Text): Text => ({ title, title_en, sections })

export function useTemplateEditor() {
  const cache = useQueryCache()
  const { data: versions, error, refetch: again } = useQuery({ key: KEY, query: ({ signal }) => fetchVersions(signal) })
  const inForce = shallowRef<TemplateDetail | null>(null)
  /** The draft as the server has it, or the version that a new one begins from. */
  const base = shallowRef<TemplateDetail | null>(null)
  const text = shallowRef<Text | null>(null)
  const past = shallowRef<{ text: Text; place: Place; mark: string }[]>([])
  const place = ref<Place>({ section: 0, field: null })
  const busy = ref<'' | 'save' | 'publish' | 'drop' | 'read'>('')
  const problem = shallowRef<ApiProblem | null>(null)
  const loadError = shallowRef<unknown>(null)

  const isDraft = computed(() => base.value?.state === 'draft')
  const dirty = computed(() => !!text.value && !!base.value && !same(cleaned(text.value), cleaned(textOf(base.value))))
  const changes = computed(() => (text.value && inForce.value ? changesOf(textOf(inForce.value), text.value) : []))
  const nextNumber = computed(() => (isDraft.value ? base.value!.number : Math.max(0, ...(versions.value ?? []).map((one) => one.number)) + 1))

  function begin(from: TemplateDetail): void {
    base.value = from
    text.value = textOf(from)
    past.value = []
    problem.value = null
    if (!from.sections[place.value.section]?.fields[place.value.field ?? 0]) place.value = { section: 0, field: null }
  }
  async function load(): Promise<void> {
    const rows = versions.value ?? []
    const [active, draft] = [rows.find((row) => row.state === 'in_force'), rows.find((row) => row.state === 'draft')]
    try {
      loadError.value = null
      inForce.value = active ? await fetchVersion(active.number) : null
      const from = draft ? await fetchVersion(draft.number) : inForce.value
      if (from) begin(from)
    } catch (failure) {
      loadError.value = failure
    }
  }
  watch(versions, (rows) => { if (rows && !text.value) void load() }, { immediate: true })

  /** Every change keeps what was before; typing on in the same field is one step. */
  function change(next: Text, at: Place = place.value, mark = ''): void {
    if (!text.value) return
    const last = past.value.at(-1)
    if (!mark || last?.mark !== mark) past.value = [...past.value.slice(-REMEMBERED), { text: text.value, place: place.value, mark }]
    // Places the server named are of what was sent: once things move they would point elsewhere.
    if (!mark) problem.value = null
    text.value = next
    place.value = at
  }
  function undo(): void {
    const last = past.value.at(-1)
    if (!last) return
    past.value = past.value.slice(0, -1)
    text.value = last.text
    place.value = last.place
    problem.value = null
  }

  async function attempt(what: typeof busy.value, call: () => Promise<void>): Promise<boolean> {
    busy.value = what
    problem.value = null
    try {
      await call()
      return true
    } catch (failure) {
      problem.value = asProblem(failure)
      return false
    } finally {
      busy.value = ''
    }
  }
  async function reload(): Promise<void> {
    await refetch(cache, { key: KEY })
    await load()
  }
  const store = async (): Promise<void> => {
    const sent = cleaned(text.value!)
    const row = isDraft.value ? await saveDraft(base.value!, sent) : await beginDraft(sent)
    base.value = row
    await refetch(cache, { key: KEY })
  }
  const save = () => attempt('save', async () => {
    await store()
    toast(t('saved'), { tone: 'good' })
  })
  const publish = () => attempt('publish', async () => {
    if (dirty.value || !isDraft.value) await store()
    const row = await publishVersion(base.value!)
    toast(t('published', { n: row.number }), { tone: 'good' })
    await reload()
  })
  const useAgain = (number: number) => attempt('publish', async () => {
    const row = await publishVersion((await fetchVersion(number)))
    toast(t('published', { n: row.number }), { tone: 'good' })
    await refetch(cache, { key: KEY })
    inForce.value = row
    if (!isDraft.value && !dirty.value) begin(row)
  })
  const drop = () => attempt('drop', async () => {
    await dropDraft(base.value!)
    toast(t('dropped'))
    await reload()
  })
  const startFrom = (number: number) => attempt('read', async () => {
    change(textOf(await fetchVersion(number)), { section: 0, field: null })
    toast(t('startedFrom', { n: number }), { undo })
  })
  const bringIn = (file: File) => attempt('read', async () => {
    const document: unknown = await file.text().then(JSON.parse).catch(() => undefined)
    if (document === undefined) return void toast(t('notJson'), { tone: 'bad' })
    change(textOf(await readDocument(document)), { section: 0, field: null })
    toast(t('imported'), { undo })
  })

  return {
    versions, error: computed(() => error.value ?? loadError.value), retry: () => again().then(load), inForce, base, text, place, past, busy, problem, isDraft, dirty, changes, nextNumber,
    change, undo, save, publish, useAgain, drop, startFrom, bringIn, reload,
  }
}
export type Editor = ReturnType<typeof useTemplateEditor>
