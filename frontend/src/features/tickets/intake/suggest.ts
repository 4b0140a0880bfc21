/** Which categories a text sounds like. A table of words that people here use; suggestions only, never a decision. */
import type { Category, CategoryRef } from '@/core/api'

const WORDS: Record<string, readonly string[]> = {
  'LAB-RET': ['返岗', '到岗', '包车', '劝返', '回杭', '返杭', '专列', '工人', '员工', '一线', 'return to work', 'workers', 'staff'],
  'LAB-HIR': ['招工', '招聘', '增员', '缺工', '用工', '实习生', '学徒', '借调', '共享用工', '劳务公司', 'hire', 'recruit'],
  'LAB-DOR': ['宿舍', '隔离', '住宿', '租住', '无处可住', '集中观察', '床位', 'dormitor', 'quarantine'],
  'LAB-PER': ['健康码', '黄码', '绿码', '劝返', '高速口', '高速出口', '小区不让', '签证', '入境', 'health code', 'visa'],
  'LAB-MEA': ['食堂', '就餐', '分餐', '班车', '通勤', '接驳', 'canteen', 'shuttle'],
  'LAB-DIS': ['加班', '津贴', '工资争议', '离职', '工伤', '劳动争议', '联名', 'dispute', 'overtime'],
  'LOG-TRK': ['货车', '卡口', '货运', '运输', '司机', '封路', '限行', '绕行', '物流', '搅拌站', '渣土', '消纳', 'truck', 'freight', 'driver'],
  'LOG-PAS': ['通行证', '绿色通道', '危化品', '通行', 'permit', 'pass'],
  'LOG-EXP': ['集装箱', '出口', '进口', '海关', '报关', '港口', '滞港', '综保区', '原产地证', '航班', 'customs', 'export', 'import', 'container'],
  'LOG-DEL': ['快递', '配送', '仓库', '仓储', '积压', '冷链', '分拣', 'delivery', 'warehouse'],
  'FIN-LOA': ['贷款', '续贷', '流贷', '还款', '银行', '融资', '租赁', '转贷', '资金', 'loan', 'bank', 'credit line'],
  'FIN-RCV': ['应收', '拖欠', '账款', '货款', '工程款', '延期支付', '回款', '账期', 'receivable', 'unpaid'],
  'FIN-TAX': ['退税', '增值税', '税', '留抵', '发票', 'tax', 'vat', 'refund'],
  'FIN-GUA': ['担保', '抵押', '信用', '冻结', '代偿', '逾期', '保险', 'guarantee', 'collateral'],
  'EPI-MSK': ['口罩', '消毒', '酒精', '防护服', '测温', '消杀', 'mask', 'disinfect'],
  'EPI-PLN': ['防控方案', '复工审批', '复工核验', '复工备案', '应急预案', 'resumption plan'],
  'SUP-RAW': ['原料', '断供', '库存', '包装材料', '缺料', '原材料', 'raw material', 'shortage'],
  'SUP-PRT': ['供应商', '上游', '下游', '配套', '注塑件', '零部件', 'supplier'],
  'SOC-INS': ['社保', '公积金', '稳岗', '缓缴', '参保', '养老保险', 'social insurance', 'provident'],
  'RNT-RED': ['房租', '租金', '房东', '物业费', '滞纳金', '减租', 'rent', 'landlord'],
  'UTL-SUP': ['电费', '停电', '用电', '用水', '燃气', '供气', '基本容量', '水压', 'power cut', 'electric', 'water', 'gas supply'],
  'SIT-PER': ['工地', '塔吊', '施工', '基坑', '总包', '混凝土', '开工', '特种作业', '围挡', '实名制', 'building site', 'crane'],
  'ENV-PLN': ['环评', '排污', '规划', '用地', '土地', '环保', 'land use', 'emission'],
  'POL-PAY': ['补贴', '补助', '政策', '兑付', '奖励', '申报', '口径', '入口', 'subsid', 'policy', 'payout'],
}
const MOST = 3

const scoreOf = (text: string, words: readonly string[]): number =>
  words.reduce((sum, word) => (text.includes(word) ? sum + word.length : sum), 0)

/** At most three categories the text sounds like, the likeliest first; none when it says too little. */
export function suggest(text: string, categories: readonly Category[]): CategoryRef[] {
  const said = text.toLowerCase()
  return categories
    .flatMap((parent) => (parent.children.length ? parent.children : [parent]))
    .map((category) => ({ category, score: scoreOf(said, [...(WORDS[category.code] ?? []), category.name]) }))
    .filter(({ score }) => score > 1)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ category }) => category)
}

/** The category for "I do not know": somebody reads it and decides. */
export function undecided(categories: readonly Category[]): CategoryRef | undefined {
  const other = categories.find((category) => category.code === 'OTH') ?? categories[categories.length - 1]
  return other?.children[0] ?? other
}
