/** What has just moved: the cards that glow for a moment, and one calm line in words. */
import { onScopeDispose, reactive, shallowRef } from 'vue'
import { type LiveEvent, onLive } from '@/core/live'
import { changeOf } from '../../live'
import { sentence } from '../../sentence'
import { t } from '../words'

const GLOWS = 2_600
const SPEAKS_EVERY = 4_000
/** Time turning lamps is seen on the cards; reading each aloud would drown what people do. */
const SILENT = new Set(['lamp_changed'])

export function useChanges() {
  /** Reactive by member: a card that glows draws itself anew, its neighbours do not. */
  const fresh = reactive(new Set<string>())
  const line = shallowRef<{ ref: string; text: string } | null>(null)
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let spokenAt = 0

  function later(run: () => void, wait: number): void {
    const timer = setTimeout(() => { timers.delete(timer); run() }, wait)
    timers.add(timer)
  }
  function speak(event: LiveEvent): void {
    const change = changeOf(event)
    if (!change || SILENT.has(event.kind) || Date.now() - spokenAt < SPEAKS_EVERY) return
    spokenAt = Date.now()
    const what = sentence({ kind: event.kind, data: event.data })
    const { enterprise, title } = change.card
    line.value = { ref: change.card.ref, text: t('board.moved', { enterprise: enterprise.short_name, title, what }) }
  }

  onLive((batch) => {
    const refs = batch.map((event) => changeOf(event)?.card.ref).filter((each): each is string => Boolean(each))
    if (refs.length === 0) return
    refs.forEach((each) => fresh.add(each))
    later(() => refs.forEach((each) => fresh.delete(each)), GLOWS)
    speak(batch[batch.length - 1]!)
  })
  onScopeDispose(() => timers.forEach(clearTimeout))
  return { fresh, line }
}
