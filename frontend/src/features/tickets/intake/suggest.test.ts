import { describe, expect, it } from 'vitest'
import type { Category } from '@/core/api'
import { suggest, undecided } from './suggest'

const parent = (code: string, name: string, ...children: [string, string][]): Category => ({
  code, name, name_en: name, children: children.map(([suffix, child]) => ({ code: `${code}-${suffix}`, name: child, name_en: child })),
})
const categories = [
  parent('LAB', '用工返岗', ['RET', '员工返岗'], ['HIR', '招工用工'], ['DOR', '住宿隔离'], ['PER', '通行与健康码'], ['MEA', '食堂通勤']),
  parent('LOG', '物流运输', ['TRK', '货运受阻'], ['PAS', '车辆通行证'], ['EXP', '进出口通关']),
  parent('FIN', '资金周转', ['LOA', '贷款续贷'], ['RCV', '应收拖欠'], ['TAX', '税费退减']),
  parent('RNT', '租金减免', ['RED', '租金减免']),
  parent('OTH', '其他', ['OTH', '其他']),
]
const codes = (text: string) => suggest(text, categories).map((category) => category.code)

describe('a suggestion', () => {
  it.each([
    ['我司一线操作工共 386 人,目前到岗 121 人,贵州籍 94 人因无班车无法返岗,请协助组织包车。', 'LAB-RET'],
    ['返岗员工需隔离 14 天,厂内宿舍已满,急需 40 间集中观察用房。', 'LAB-DOR'],
    ['新订单需增员 60 名焊工,招聘会暂停,请推荐线上招聘渠道和职校实习生。', 'LAB-HIR'],
    ['原料车从江苏常州发出,在沪杭甬卡口排队 9 小时,货车司机不愿接单。', 'LOG-TRK'],
    ['危化品运输车辆通行证办理口径不一,三天未批。', 'LOG-PAS'],
    ['出口集装箱在北仑港滞留,请协调海关和堆场。', 'LOG-EXP'],
    ['3 月 15 日有 800 万元流贷到期,银行要求先还后贷,请协调无还本续贷。', 'FIN-LOA'],
    ['增值税留抵退税已申请 15 天未到账。', 'FIN-TAX'],
    ['1 月至 3 月房租合计 46 万元,房东为国有平台,咨询减免流程。', 'RNT-RED'],
    ['Our container is stuck in customs.', 'LOG-EXP'],
  ])('hears %s', (text, code) => expect(codes(text)[0]).toBe(code))

  it('stays silent when nothing is said', () => {
    expect(codes('')).toEqual([])
    expect(codes('您好,请联系我')).toEqual([])
  })
  it('never offers more than three, nor what this zone does not have', () => {
    expect(codes('员工宿舍隔离,食堂班车停运,健康码黄码,货车卡口,贷款银行').length).toBe(3)
    expect(codes('口罩库存只够两天')).toEqual([])
  })
  it('leaves what it does not know to a person', () => expect(undecided(categories)?.code).toBe('OTH-OTH'))
})
