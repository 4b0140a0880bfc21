import { PiniaColada } from '@pinia/colada'
import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { liveStatus, type Socket, startLive } from '.'

describe('a line that says nobody is signed in', () => {
  let lines: Socket[]
  const goTo = vi.fn()
  const answers = (status: number) => vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(Response.json({}, { status }))))
  const page = defineComponent({
    setup() {
      startLive({ open: () => {
        lines.push({ onopen: null, onmessage: null, onclose: null, send: () => undefined, close: () => undefined })
        return lines.at(-1)!
      } })
      return () => h('div')
    },
  })

  beforeEach(() => {
    lines = []
    vi.useFakeTimers()
    vi.spyOn(location, 'assign').mockImplementation(goTo)
    mount(page, { global: { plugins: [createPinia(), PiniaColada] } })
  })
  afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); goTo.mockReset() })

  it('is tried again while HTTP still knows the reader: leaving would lead back here at once', async () => {
    answers(200)
    lines[0]!.onclose?.({ code: 4401 })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(goTo).not.toHaveBeenCalled()
    expect(lines).toHaveLength(2)
  })

  it('leads to the sign-in, and back to this page, when HTTP says the same', async () => {
    answers(401)
    lines[0]!.onclose?.({ code: 4401 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(goTo).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^\/\?next=/))
    expect(lines).toHaveLength(1)
    expect(liveStatus.value).toBe('signed_out')
  })
})
