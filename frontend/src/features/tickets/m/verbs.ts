/** Which of the things I may do is the one to do next. */
import type { Ability, TicketDetail } from '@/core/api'

const WEIGHT = ['acknowledge', 'accept_rung', 'answer_notice', 'resolve', 'record_contact', 'resume', 'decide_extension', 'rule_objection', 'rule_rung', 'accept', 'assign', 'supplement', 'hand_over', 'ask_info', 'ask_extension', 'urge', 'hold', 'escalate', 'supervise', 'return_rung']
const LAST = WEIGHT.length

/** The enterprise is called before anything is resolved; what ends or returns a ticket stands last. */
export function byWeight({ abilities, clocks }: Pick<TicketDetail, 'abilities' | 'clocks'>): Ability[] {
  const uncalled = clocks.some((clock) => clock.kind === 'first_contact' && clock.state === 'running')
  const weight = ({ verb, danger }: Ability): number => {
    if (verb === 'record_contact' && uncalled) return 0.5
    const place = WEIGHT.indexOf(verb)
    return (place < 0 ? LAST : place) + (danger ? 2 * LAST : 0)
  }
  return [...abilities].sort((a, b) => weight(a) - weight(b))
}
