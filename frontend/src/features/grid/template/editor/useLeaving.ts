/** Nobody leaves unsaved changes without being asked. */
import { onBeforeUnmount, onMounted, type Ref, ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'

export function useLeaving(dirty: Ref<boolean>) {
  const asking = ref(false)
  let decide: (go: boolean) => void = () => undefined

  onBeforeRouteLeave(() => {
    if (!dirty.value) return true
    asking.value = true
    return new Promise<boolean>((resolve) => (decide = resolve))
  })
  function answer(go: boolean): void {
    asking.value = false
    decide(go)
  }
  const warn = (event: BeforeUnloadEvent) => { if (dirty.value) event.preventDefault() }
  onMounted(() => window.addEventListener('beforeunload', warn))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', warn))
  return { asking, answer }
}
