import type { RouteRecordRaw } from 'vue-router'
import { reportRoute } from '@/features/enterprises/e'
import { visitsRoute } from '@/features/grid/e'
import { issueRoutes } from '@/features/tickets/e'

export const routes: RouteRecordRaw[] = [
  ...issueRoutes,
  reportRoute,
  visitsRoute,
  { path: '/settings', name: 'settings', component: () => import('./pages/SettingsPage.vue') },
  { path: '/:rest(.*)*', redirect: { name: 'ask' } },
]
