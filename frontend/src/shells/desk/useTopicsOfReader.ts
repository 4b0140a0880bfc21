import { computed, type ComputedRef } from 'vue'
import type { Me, Role } from '@/core/api'
import { useTopics } from '@/core/live'

const SEES_ALL: readonly Role[] = ['coordinator', 'leader', 'admin']

/** The whole board for those who see all of it; their own units for the rest; and what is for them alone. */
export function useTopicsOfReader(me: ComputedRef<Me | undefined>): void {
  useTopics(computed(() => {
    const reader = me.value
    if (!reader) return []
    const work = SEES_ALL.includes(reader.role) ? ['board'] : reader.units.map((unit) => `unit.${unit.id}`)
    return [`user.${reader.id}`, ...work]
  }))
}
