import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { AnswerValue, TemplateSection } from '@/core/api'
import shared from './conditions.cases.json'
import TemplateFields from './TemplateFields.vue'

type Answers = Record<string, AnswerValue>
const sections = shared.sections as TemplateSection[]

function form(answers: Answers, before: { at: string; answers: Answers } | null = null) {
  const wrapper = mount(TemplateFields, {
    props: { sections, missing: [], before, open: true, modelValue: answers, 'onUpdate:modelValue': (next: Answers) => void wrapper.setProps({ modelValue: next }) },
  })
  return wrapper
}
const asks = (wrapper: ReturnType<typeof form>) => wrapper.findAll('.question').map((one) => one.find('legend, label').text().replace('*', ''))

it('asks as one answers: a question comes, and goes again with what hung on it', async () => {
  const wrapper = form({})
  expect(asks(wrapper)).toEqual(['缺工 (人)', '贷款', '现金'])
  await wrapper.find('input[type=number]').setValue('9')
  expect(asks(wrapper)).toEqual(['缺工 (人)', '原因', '贷款', '现金'])
  await wrapper.find('input[type=checkbox][value=home]').setValue(true)
  expect(asks(wrapper)).toContain('宿舍')
  await wrapper.find('input[type=number]').setValue('0')
  expect(asks(wrapper)).toEqual(['缺工 (人)', '说明', '贷款', '现金'])
})

it('says what is as last time, and lets it go with one tap', async () => {
  const wrapper = form({ missing: 0, loan: true }, { at: '2020-03-02T02:00:00Z', answers: { loan: true } })
  expect(wrapper.find('.last').text()).toContain('3月2日')
  expect(wrapper.findAll('summary')[1]!.text()).toContain('1 项同上次')
  await wrapper.find('.last button').trigger('click')
  expect(wrapper.find('.last').exists()).toBe(false)
  expect(wrapper.props('modelValue').loan).toBeNull()
  expect(asks(wrapper)).not.toContain('到期日')
})

it('says at once that a number is out of its bounds', async () => {
  const wrapper = form({})
  await wrapper.find('input[type=number]').setValue('501')
  expect(wrapper.text()).toContain('“缺工”应在 0 到 500 之间')
})
