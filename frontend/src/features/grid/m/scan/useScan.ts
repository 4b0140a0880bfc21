/** The camera, looked at four times a second until it shows a door plate. */
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { enterpriseOf, readCodes } from './decode'

const PAUSE = 250
export type ScanState = 'starting' | 'looking' | 'denied' | 'none'

export function useScan(video: Ref<HTMLVideoElement | null>, found: (enterprise: string) => void) {
  const state = ref<ScanState>('starting')
  /** A code was read that is no door plate. */
  const strange = ref(false)
  let stream: MediaStream | null = null
  let over = false

  async function look(picture: ImageBitmap): Promise<boolean> {
    const texts = await readCodes(picture).finally(() => picture.close())
    const enterprise = enterpriseOf(texts)
    strange.value = texts.length > 0 && !enterprise
    if (enterprise && !over) found(enterprise)
    return enterprise !== null
  }
  async function watch(): Promise<void> {
    while (!over) {
      const seen = video.value
      if (seen && seen.readyState >= 2 && (await look(await createImageBitmap(seen)))) return
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
  }
  async function start(): Promise<void> {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } })
    } catch (error) {
      state.value = error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'none'
      return
    }
    if (over || !video.value) return stop()
    video.value.srcObject = stream
    await video.value.play().catch(() => undefined)
    state.value = 'looking'
    await watch()
  }
  function stop(): void {
    over = true
    stream?.getTracks().forEach((track) => track.stop())
  }
  /** A picture taken before, or chosen where there is no camera. */
  async function choose(event: Event): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0]
    if (!file) return
    const picture = await createImageBitmap(file).catch(() => null)
    if (!picture || !(await look(picture))) strange.value = true
  }
  onMounted(() => void (navigator.mediaDevices ? start() : (state.value = 'none')))
  onBeforeUnmount(stop)
  return { state, strange, choose }
}
