/** Files that go with what is being written: pictures are made small first, the rest travels as it is. */
import { useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, ref, toValue } from 'vue'
import { refetch } from '@/core/api'
import { shrinkImage, toast } from '@/core/ui'
import { addAttachment } from '../../api'
import { ticketKey } from '../../queries'
import { t } from '../words'

const PHOTO = /^image\/(jpeg|png|webp|heic)$/

export function useFiles(ticket: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const files = ref<File[]>([])

  function take(event: Event): void {
    const input = event.target as HTMLInputElement
    const known = new Set(files.value.map((file) => file.name))
    files.value = [...files.value, ...[...(input.files ?? [])].filter((file) => !known.has(file.name))]
    input.value = ''
  }
  const drop = (file: File) => (files.value = files.value.filter((kept) => kept !== file))

  async function light(file: File): Promise<File> {
    if (!PHOTO.test(file.type)) return file
    const small = await shrinkImage(file).catch(() => file)
    return small === file ? file : new File([small], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' })
  }
  /** Sends what is chosen with a comment; what fails stays chosen and is named. */
  async function upload(comment: string): Promise<void> {
    for (const file of [...files.value]) {
      try {
        await addAttachment(toValue(ticket), await light(file), comment)
        drop(file)
      } catch {
        toast(t('ticket.attachFailed', { name: file.name }), { tone: 'bad' })
      }
    }
    await refetch(cache, { key: [...ticketKey(toValue(ticket))] })
  }
  return { files, take, drop, upload }
}
