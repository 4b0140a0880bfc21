/** The report as text, out of the page: onto the clipboard, or into another app. */
import type { VisitReport } from '@/core/api'
import { copyText, toast } from '@/core/ui'
import { reportText } from './told'
import { t } from './words'

export function useTold(report: () => VisitReport | undefined, of: () => string) {
  const text = (): string => (report() ? reportText(report()!, of()) : '')
  const canShare = typeof navigator.share === 'function'

  async function copy(): Promise<void> {
    const copied = await copyText(text())
    toast(t(copied ? 'copied' : 'notCopied'), { tone: copied ? 'good' : 'bad' })
  }
  /** Who closes the sheet without choosing has changed his mind; that is no fault. */
  async function share(): Promise<void> {
    await navigator.share({ text: text() }).catch((fault: unknown) => {
      if (!(fault instanceof DOMException && fault.name === 'AbortError')) return copy()
    })
  }
  return { copy, share, canShare }
}
