/**
 * A page that takes over a request which its predecessor gave up asks again.
 *
 * A page that goes away aborts the first load of what only it needed; the next page, which joins that same load a
 * moment earlier, would wait for it forever.
 */
import type { PiniaColadaPlugin } from '@pinia/colada'

export const takeOver: PiniaColadaPlugin = ({ queryCache }) => {
  queryCache.$onAction(({ name, args, after }) => {
    if (name !== 'track') return
    const [entry] = args
    after(() => {
      if (entry.pending?.abortController.signal.aborted) void queryCache.fetch(entry).catch(() => undefined)
    })
  })
}
