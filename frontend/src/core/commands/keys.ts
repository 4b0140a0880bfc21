/** Keys to commands: chords and sequences, silent while somebody types. */
import { onScopeDispose } from 'vue'
import { type Command, commands } from './registry'

const SEQUENCE_LASTS = 1_000

export interface Stroke { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean; isComposing?: boolean }

/** "mod+k", "?", "j": how a stroke is written in a command. */
export function written(stroke: Stroke): string {
  const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key
  const mod = stroke.ctrlKey || stroke.metaKey ? 'mod+' : ''
  return `${mod}${stroke.altKey ? 'alt+' : ''}${key}`
}

export interface Match { command?: Command; pending: string }

/** The command that a stroke completes, or the sequence it may be the beginning of. */
export function match(list: readonly Command[], before: string, stroke: string): Match {
  const typed = before ? `${before} ${stroke}` : stroke
  const command = list.find((each) => each.keys === typed) ?? (before ? list.find((each) => each.keys === stroke) : undefined)
  if (command) return { command, pending: '' }
  const begins = (start: string) => list.some((each) => each.keys?.startsWith(`${start} `))
  if (begins(typed)) return { pending: typed }
  return { pending: begins(stroke) ? stroke : '' }
}

const types = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]') !== null

export function listenToKeys(): void {
  let pending = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  function onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented || event.key === 'Shift') return
    const stroke = written(event)
    if (types(event.target) && !stroke.startsWith('mod+')) return
    if (document.querySelector('dialog[open]') && !stroke.startsWith('mod+')) return
    const found = match(commands.value, pending, stroke)
    pending = found.pending
    clearTimeout(timer)
    timer = setTimeout(() => (pending = ''), SEQUENCE_LASTS)
    if (!found.command) return
    event.preventDefault()
    found.command.run()
  }
  window.addEventListener('keydown', onKey)
  onScopeDispose(() => {
    clearTimeout(timer)
    window.removeEventListener('keydown', onKey)
  })
}
