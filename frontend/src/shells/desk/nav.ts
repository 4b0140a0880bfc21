/** Who sees which pages; the server decides what is on them. */
import { computed } from 'vue'
import type { Role } from '@/core/api'
import type { IconName } from '@/core/ui'
import { useMe } from '@/features/accounts'

type PageKey = 'board' | 'tickets' | 'enterprises' | 'units' | 'overview' | 'inbox' | 'rules' | 'calendar' | 'away' | 'teamwork' | 'mails' | 'phones' | 'timing' | 'looks' | 'reports' | 'templates'
interface NavItem { key: PageKey; to: string; icon: IconName; keys: string; for?: readonly Role[]; demo?: boolean }

const ITEMS: readonly NavItem[] = [
  { key: 'board', to: '/', icon: 'board', keys: 'g b' },
  { key: 'tickets', to: '/tickets', icon: 'list', keys: 'g t' },
  { key: 'enterprises', to: '/enterprises', icon: 'building', keys: 'g e' },
  { key: 'units', to: '/units', icon: 'users', keys: 'g u' },
  { key: 'teamwork', to: '/teamwork', icon: 'flag', keys: 'g w' },
  { key: 'overview', to: '/overview', icon: 'gauge', keys: 'g o', for: ['coordinator', 'leader', 'admin'] },
  { key: 'reports', to: '/visit-reports', icon: 'file', keys: 'g v', for: ['cadre', 'team_leader', 'coordinator', 'leader', 'admin'] },
  { key: 'inbox', to: '/inbox', icon: 'inbox', keys: 'g i' },
  { key: 'away', to: '/away', icon: 'calendar', keys: 'g a' },
  { key: 'phones', to: '/phones', icon: 'phone', keys: 'g p', for: ['team_leader', 'coordinator', 'leader', 'admin'] },
  { key: 'looks', to: '/visit-looks', icon: 'eye', keys: 'g l', for: ['team_leader', 'coordinator', 'leader', 'admin'] },
  { key: 'rules', to: '/rules', icon: 'route', keys: 'g r', for: ['coordinator', 'leader', 'admin'] },
  { key: 'timing', to: '/timing', icon: 'clock', keys: 'g d', for: ['coordinator', 'leader', 'admin'] },
  { key: 'templates', to: '/templates', icon: 'text', keys: 'g f', for: ['admin'] },
  { key: 'mails', to: '/mails', icon: 'mail', keys: 'g m', for: ['coordinator', 'admin'], demo: true },
  { key: 'calendar', to: '/calendar', icon: 'calendar', keys: 'g c', for: ['coordinator', 'leader', 'admin'] },
]

export function useNav() {
  const me = useMe()
  return computed(() => ITEMS.filter((item) => (!item.for || item.for.includes(me.value.role)) && (!item.demo || me.value.demo)))
}
