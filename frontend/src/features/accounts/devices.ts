/** The sign-ins of this account, and how to end one from afar. */
import { useQuery, useQueryCache } from '@pinia/colada'
import { ref } from 'vue'
import { refetch } from '@/core/api'
import { toast } from '@/core/ui'
import { fetchSessions, revokeSessions } from './api'
import { t } from './words'

const SYSTEMS: [RegExp, string][] = [[/HarmonyOS|OpenHarmony/, 'HarmonyOS'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS/, 'macOS'], [/Linux/, 'Linux']]
const BROWSERS: [RegExp, string][] = [[/MicroMessenger/, 'WeChat'], [/DingTalk/, 'DingTalk'], [/Edg/, 'Edge'], [/Firefox/, 'Firefox'], [/Chrome/, 'Chrome'], [/Safari/, 'Safari']]
const named = (list: [RegExp, string][], agent: string) => list.find(([pattern]) => pattern.test(agent))?.[1]

export const deviceName = (agent: string): string => [named(SYSTEMS, agent), named(BROWSERS, agent)].filter(Boolean).join(' · ')

export function useDevices() {
  const cache = useQueryCache()
  const query = useQuery({ key: ['sessions'], query: fetchSessions, staleTime: 0 })
  const busy = ref<number | null>(null)
  async function revoke(id: number): Promise<void> {
    busy.value = id
    try {
      await revokeSessions([id])
      toast(t('revoked'), { tone: 'good' })
    } finally {
      busy.value = null
      await refetch(cache, { key: ['sessions'] })
    }
  }
  return { ...query, busy, revoke }
}
