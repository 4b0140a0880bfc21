import { PiniaColada, useQuery } from '@pinia/colada'
import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { takeOver } from './takeOver'

it('loads what the next page needs, though the last one left before it had come', async () => {
  const calls: ((text: string) => void)[] = []
  const query = ({ signal }: { signal: AbortSignal }) =>
    new Promise<string>((resolve, reject) => {
      calls.push(resolve)
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    })
  const page = defineComponent({
    setup() {
      const { data } = useQuery({ key: ['enterprise', '1'], query })
      return () => h('p', data.value ?? 'loading')
    },
  })
  const path = ref('/enterprises/1')
  const shell = mount(() => h(page, { key: path.value }), { global: { plugins: [createPinia(), [PiniaColada, { plugins: [takeOver] }]] } })

  path.value = '/visit/1'
  await nextTick()
  calls.at(-1)!('here')
  await vi.waitFor(() => expect(shell.text()).toBe('here'))
  expect(calls).toHaveLength(2)
})
