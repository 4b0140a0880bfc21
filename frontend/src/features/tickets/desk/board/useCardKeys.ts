/** Arrows and j/k between cards: one tab stop for the whole board, the rest by keys. */
import { nextTick, ref, type Ref } from 'vue'

const STEPS: Record<string, [number, number]> = {
  ArrowDown: [0, 1], j: [0, 1], ArrowUp: [0, -1], k: [0, -1], ArrowRight: [1, 0], l: [1, 0], ArrowLeft: [-1, 0], h: [-1, 0],
}

export function useCardKeys(columns: Ref<readonly { cards: readonly { ref: string }[] }[]>) {
  const active = ref('')
  const first = () => columns.value.find((column) => column.cards.length > 0)?.cards[0]?.ref ?? ''
  const spot = (card: string): [number, number] | null => {
    for (const [x, column] of columns.value.entries()) {
      const y = column.cards.findIndex((each) => each.ref === card)
      if (y >= 0) return [x, y]
    }
    return null
  }
  /** The card a tab lands on: the last one used, or the first. */
  const stop = () => (spot(active.value) ? active.value : first())

  function neighbour(from: string, [dx, dy]: [number, number]): string {
    const at = spot(from)
    if (!at) return first()
    const [x, y] = at
    if (dy !== 0) return columns.value[x]?.cards[y + dy]?.ref ?? from
    for (let next = x + dx; next >= 0 && next < columns.value.length; next += dx) {
      const cards = columns.value[next]!.cards
      if (cards.length > 0) return cards[Math.min(y, cards.length - 1)]!.ref
    }
    return from
  }

  async function focus(card: string): Promise<void> {
    active.value = card
    await nextTick()
    document.querySelector<HTMLElement>(`[data-card="${CSS.escape(card)}"]`)?.focus()
  }
  /** The card the key leads to, or an empty string when it is no such key. */
  function follow(event: KeyboardEvent): string {
    const step = STEPS[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return ''
    event.preventDefault()
    return neighbour(stop(), step)
  }
  return { active, stop, focus, follow }
}
