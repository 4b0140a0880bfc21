import type { RouteRecordRaw } from 'vue-router'
import { registerRoute } from '@/features/enterprises/desk'
import { unitRoutes } from '@/features/grid/desk'
import { mailsRoute } from '@/features/notifications/desk'
import { boardRoute, ticketRoutes } from '@/features/tickets/desk'

export const routes: RouteRecordRaw[] = [
  boardRoute,
  ...ticketRoutes,
  registerRoute,
  { path: '/enterprises/:id', name: 'enterprise', component: () => import('./pages/EnterprisePage.vue'), props: true },
  ...unitRoutes,
  { path: '/inbox', name: 'inbox', component: () => import('./pages/InboxPage.vue') },
  { path: '/away', name: 'away', component: () => import('./pages/AwayPage.vue') },
  mailsRoute,
  { path: '/devices', name: 'devices', component: () => import('@/features/accounts/desk').then((page) => page.DevicesPage) },
  { path: '/:rest(.*)*', name: 'lost', component: () => import('./pages/LostPage.vue') },
]
