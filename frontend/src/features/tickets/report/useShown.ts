import { computed, ref } from 'vue'

/** The first rows of a list, or all of them: what is shown is what is printed. */
export function useShown<T>(rows: () => readonly T[], first: number) {
  const whole = ref(false)
  const shown = computed(() => (whole.value ? rows() : rows().slice(0, first)))
  const hides = computed(() => rows().length > first)
  return { whole, shown, hides }
}
