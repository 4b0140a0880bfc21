import type { RouteRecordRaw } from 'vue-router'
import { ticketRoutes } from '@/features/tickets/m'
import { ScanPage, WeekPage } from '@/features/grid/m'
import TodayPage from './pages/TodayPage.vue'

const tabs = { tabs: true }
const TABBED = new Set(['tickets'])

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'today', component: TodayPage, meta: tabs },
  { path: '/enterprises', name: 'enterprises', component: () => import('./pages/EnterprisesPage.vue'), meta: tabs },
  { path: '/enterprises/:id', name: 'enterprise', component: () => import('./pages/EnterprisePage.vue'), props: true },
  { path: '/visits/:uuid', name: 'visit-record', component: () => import('./pages/VisitRecordPage.vue'), props: true },
  { path: '/visit', name: 'pick', component: () => import('./pages/PickPage.vue'), meta: tabs },
  ...ticketRoutes.map((route) => ({ ...route, meta: { tabs: TABBED.has(String(route.name)) } })),
  { path: '/mine', name: 'mine', component: () => import('./pages/MinePage.vue'), meta: tabs },
  { path: '/away', name: 'away', component: () => import('./pages/AwayPage.vue'), meta: tabs },
  { path: '/scan', name: 'scan', component: ScanPage },
  { path: '/door/:enterprise', redirect: ({ params }) => ({ name: 'visit', params }) },
  { path: '/plan', name: 'plan', component: WeekPage, meta: tabs },
  { path: '/inbox', name: 'inbox', component: () => import('./pages/InboxPage.vue'), meta: tabs },
  { path: '/:rest(.*)*', redirect: { name: 'today' } },
]
