/** One clock for the page, set by the server's time, so that no countdown trusts a wrong device. */
import { readonly, ref } from 'vue'

const TICK = 15_000
let offset = 0
const moment = ref(Date.now())

/** Now by the server's clock. Reading it in a template re-renders that template every fifteen seconds. */
export const now = readonly(moment)
export const serverNow = (): number => Date.now() + offset

export function setServerTime(iso: string): void {
  const measured = Date.parse(iso)
  if (Number.isNaN(measured)) return
  offset = measured - Date.now()
  moment.value = serverNow()
}

let timer: ReturnType<typeof setInterval> | undefined
export function startClock(): () => void {
  clearInterval(timer)
  timer = setInterval(() => (moment.value = serverNow()), TICK)
  return () => clearInterval(timer)
}
