import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { setLocale } from '@/core/i18n'
import { isTold, saidWith, tell, type Told } from './story'

const READER = 9
const unit = { id: 3, name: '人社局', name_en: 'Labour Bureau', kind: 'department' as const }
const officer = { id: 5, name: '王建国', role: 'officer' as const }
const reader = { id: READER, name: '沈晓雯', role: 'contact' as const }
const event = (kind: string, data: Record<string, unknown> = {}, actor: Told['actor'] = officer): Told => ({ kind, actor, data: { unit, ...data } })

/** Every event an enterprise may read, with what comes with it. */
const PUBLIC: [Told, string, string][] = [
  [event('ticket_submitted', {}, reader), '您提交了问题', 'You reported the problem'],
  [event('ticket_routed', { rule: '用工返岗' }, null), '已交给人社局办理', 'Given to Labour Bureau'],
  [event('ticket_accepted'), '已受理,正在安排经办单位', 'Taken up; the right unit is being found'],
  [event('ticket_declined', { reason: '不属于本区' }), '这个问题没有受理', 'This problem was not taken up'],
  [event('info_asked', { reason: '请补名单' }), '请您补充情况,补充后继续办理', 'Please tell us more; then it goes on'],
  [event('info_supplied', { text: '名单' }, reader), '您补充了情况', 'You added information'],
  [event('ticket_assigned'), '已交给人社局办理', 'Given to Labour Bureau'],
  [event('ticket_acknowledged'), '王建国已接手,正在办理', '王建国 took it on and is working on it'],
  [event('ticket_handed_over'), '换到人社局继续办理', 'Continued by Labour Bureau'],
  [event('contact_recorded', { how: 'phone' }), '王建国联系了企业(电话)', '王建国 contacted the enterprise (by phone)'],
  [event('extension_decided', { decision: 'granted', due_at: '2020-03-12T09:30:00Z' }), '办理时间延长到', 'More time is needed: until'],
  [event('extension_decided', { decision: 'refused', due_at: null }), '没有延长办理时间,仍按原来的承诺', 'No extra time; the first promise stands'],
  [event('ticket_held', { review_on: '2020-03-20' }), '需要较长时间,3月20日 前复核并告诉您', 'Needs more time; you hear from us by 20 Mar'],
  [event('ticket_resumed'), '恢复办理,重新计时', 'Work goes on, the clock runs again'],
  [event('ticket_resolved', { outcome: 'solved', public_reply: '已包车' }), '有结果了:已解决', 'There is a result: solved'],
  [event('callback_started'), '正在回访,核实结果', 'We are checking the result with you'],
  [event('ticket_confirmed', { score: 5 }, reader), '您确认已解决,评价“非常满意”', 'You confirmed it is solved: Very satisfied'],
  [event('ticket_rejected', { reason: '车没来' }, reader), '您反映没有解决,正在重新办理', 'You said it is not solved; it is being worked on again'],
  [event('ticket_rated', { score: 2 }, reader), '您评价“不满意”', 'You rated it: Dissatisfied'],
  [event('ticket_closed', { reason: '已核实' }), '核实后办结', 'Checked and done'],
  [event('ticket_reopened', { reason: '又停了' }, reader), '您要求重新办理,已重新开始', 'You asked to take it up again; it has started anew'],
  [event('ticket_withdrawn', { reason: '已解决' }, reader), '您撤回了这个问题', 'You withdrew the problem'],
  [event('ticket_merged', { reason: '同一问题' }), '和另一件相同的问题一起办理', 'Handled together with another report of the same problem'],
  [event('ticket_urged', { text: '' }, reader), '您催了一次,已通知经办人', 'You asked for more speed; those in charge were told'],
  [event('comment_added', { comment_kind: 'public', text: '明日发车' }), '王建国答复', '王建国 answered'],
  [event('comment_added', { comment_kind: 'supplement', text: '还有 3 人' }, reader), '您补充', 'You added'],
  [event('attachment_added', { name: '名单.pdf' }, reader), '您上传了 名单.pdf', 'You uploaded 名单.pdf'],
  [event('lamp_changed', { lamp: 'yellow' }, null), '离承诺的时间不多了', 'Little time is left until the promise'],
  [event('lamp_changed', { lamp: 'red' }, null), '已过承诺的时间,仍在办理', 'Past the promised time, still being worked on'],
  [event('ticket_overdue', { late_since: '2020-03-12T09:30:00Z' }, null), '已过承诺的时间,已提醒负责人', 'Past the promised time; those responsible were told'],
]
const INTERNAL = /退回|派单|派遣|签收|转办|挂账|销号|督办|催办|提级|工单|诉求|承办|异议/

describe('the story of an issue', () => {
  beforeAll(async () => {
    await setLocale('en')
    await setLocale('zh-Hans')
  })
  afterEach(() => setLocale('zh-Hans'))

  it.each(PUBLIC)('%o', async (told, chinese, english) => {
    expect(tell(told, READER)).toContain(chinese)
    expect(tell(told, READER)).not.toMatch(INTERNAL)
    expect(tell(told, READER)).not.toMatch(/[{}]/)
    await setLocale('en')
    expect(tell(told, READER)).toContain(english)
    expect(tell(told, READER)).not.toMatch(/[{}]/)
  })

  it('speaks of the service centre where nobody else is named', () => {
    expect(tell({ kind: 'ticket_routed', actor: null, data: {} }, READER)).toBe('已交给企业服务中心办理')
  })
  it('has a plain word for what it does not know yet', () => {
    expect(tell(event('something_new'), READER)).toBe('有新的进展')
  })
  it('keeps quiet about lamps that mean nothing outside', () => {
    expect(isTold(event('lamp_changed', { lamp: 'green' }))).toBe(false)
    expect(isTold(event('lamp_changed', { lamp: 'red' }))).toBe(true)
    expect(isTold(event('ticket_routed'))).toBe(true)
  })
  it('quotes what was said', () => expect(saidWith(event('ticket_resolved', { public_reply: '已包车' }))).toBe('已包车'))
})
