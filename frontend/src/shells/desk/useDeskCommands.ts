/** Everything the desk's keyboard can do, said once. */
import { type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { type Command, offerCommands } from '@/core/commands'
import { changeLook, isDark, look } from '@/core/theme'
import { signOut, useLanguage } from '@/features/accounts'
import { useNav } from './nav'
import { t } from './words'

export function useDeskCommands({ palette, sheet }: { palette: Ref<boolean>; sheet: Ref<boolean> }): void {
  const router = useRouter()
  const nav = useNav()
  const { locale, choose } = useLanguage()
  const pages = () => t('palette.pages')
  const actions = () => t('palette.actions')

  const goes = (): Command[] => nav.value.map((item) => ({
    id: `go.${item.key}`, title: () => t('command.go', { page: t(`nav.${item.key}`) }), group: pages, icon: item.icon, keys: item.keys,
    run: () => router.push(item.to),
  }))
  offerCommands(goes)
  offerCommands([
    { id: 'find', title: () => t('keys.find'), group: () => t('keys.general'), icon: 'search', keys: 'mod+k', when: () => !palette.value, run: () => (palette.value = true) },
    { id: 'find.slash', title: () => t('keys.find'), group: () => t('keys.general'), icon: 'search', keys: '/', when: () => !palette.value, run: () => (palette.value = true) },
    { id: 'keys', title: () => t('keys.sheet'), group: actions, icon: 'info', keys: '?', run: () => (sheet.value = true) },
    { id: 'theme', title: () => t(isDark.value ? 'command.light' : 'command.dark'), group: actions, icon: 'moon', words: 'theme dark light', run: () => changeLook({ theme: isDark.value ? 'light' : 'dark' }) },
    { id: 'elder', title: () => t('command.elder'), group: actions, icon: 'text', words: 'large elder', run: () => changeLook({ elder: !look.value.elder }) },
    { id: 'language', title: () => t('command.language'), group: actions, icon: 'globe', words: 'language english chinese', run: () => choose(locale.value === 'en' ? 'zh-Hans' : 'en') },
    { id: 'devices', title: () => t('command.devices'), group: actions, icon: 'device', run: () => router.push('/devices') },
    { id: 'out', title: () => t('command.signOut'), group: actions, icon: 'signOut', run: () => signOut() },
  ])
}
