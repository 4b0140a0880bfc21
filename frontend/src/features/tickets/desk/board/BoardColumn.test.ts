import { mount, RouterLinkStub } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { h } from 'vue'
import type { TicketCard } from '@/core/api'
import BoardColumn from './BoardColumn.vue'
import type { Column } from './useBoardPage'

const BoardCard = { props: { card: { type: Object, required: true } }, render: (self: { card: TicketCard }) => h('a', self.card.ref) }
const column = (...refs: string[]): Column => ({
  key: 'verify', states: ['resolved'], cards: refs.map((ref) => ({ ref }) as TicketCard), total: refs.length, red: 0, yellow: 0, hidden: 0, ledger: '/tickets',
})

it('lets a card that moves on go in the same turn: nobody sees or hears it twice', async () => {
  const wrapper = mount(BoardColumn, {
    props: { column: column('QT-1', 'QT-2'), stop: '', opened: '', fresh: new Set<string>(), linkTo: () => '/' },
    global: { stubs: { BoardCard, RouterLink: RouterLinkStub, TransitionGroup: false } },
  })
  await wrapper.setProps({ column: column('QT-2') })
  expect(wrapper.findAll('li').map((each) => each.text())).toEqual(['QT-2'])
})
