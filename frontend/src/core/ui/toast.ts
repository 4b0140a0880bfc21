/** Short news at the edge of the screen, with a way back for eight seconds where there is one. */
import { readonly, ref } from 'vue'

export interface Toast { id: number; text: string; tone: 'plain' | 'good' | 'bad'; undo?: () => void }
const LASTS = 8_000
const shown = ref<Toast[]>([])
let next = 1

export const toasts = readonly(shown)
export function dismiss(id: number): void {
  shown.value = shown.value.filter((toast) => toast.id !== id)
}
export function toast(text: string, options: Partial<Pick<Toast, 'tone' | 'undo'>> = {}): number {
  const id = next++
  shown.value = [...shown.value.slice(-2), { id, text, tone: 'plain', ...options }]
  setTimeout(() => dismiss(id), LASTS)
  return id
}
/** Takes back the newest thing that can be taken back; false when there is none. */
export function undoLast(): boolean {
  const last = [...shown.value].reverse().find((item) => item.undo)
  if (!last?.undo) return false
  last.undo()
  dismiss(last.id)
  return true
}
