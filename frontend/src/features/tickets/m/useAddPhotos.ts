/** Photos added to a ticket at once; each has its identity, so a second try never makes a second photo. */
import { useQueryCache } from '@pinia/colada'
import { ref, shallowRef } from 'vue'
import { asProblem, uuidv7, type ApiProblem } from '@/core/api'
import { shrinkImage, toast } from '@/core/ui'
import { fileOf, sendTicketFile } from '../intake'
import { ticketKey } from '../queries'
import { t } from './words'

interface Waiting { uuid: string; file: File }

export function useAddPhotos(code: () => string) {
  const cache = useQueryCache()
  const busy = ref(false)
  const waiting = shallowRef<Waiting[]>([])
  const problem = shallowRef<ApiProblem | null>(null)

  async function send(): Promise<void> {
    busy.value = true
    problem.value = null
    try {
      for (const { uuid, file } of waiting.value) {
        await sendTicketFile(code(), uuid, file)
        waiting.value = waiting.value.filter((other) => other.uuid !== uuid)
      }
      toast(t('ticket.added'), { tone: 'good' })
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      busy.value = false
      void cache.invalidateQueries({ key: [...ticketKey(code())] })
    }
  }
  async function take(files: Iterable<File>): Promise<void> {
    const made: Waiting[] = []
    for (const file of files) {
      const image = file.type.startsWith('image/') ? await shrinkImage(file).catch(() => file) : file
      made.push({ uuid: uuidv7(), file: fileOf(image, image === file ? file.name : file.name.replace(/\.\w+$/, '.jpg')) })
    }
    waiting.value = [...waiting.value, ...made]
    if (waiting.value.length) await send()
  }
  return { busy, waiting, problem, take, send }
}
