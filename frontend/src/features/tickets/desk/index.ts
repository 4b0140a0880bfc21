import type { RouteRecordRaw } from 'vue-router'

export const boardRoute: RouteRecordRaw = { path: '/', name: 'board', component: () => import('./board/BoardPage.vue') }
export const ticketRoutes: RouteRecordRaw[] = [
  { path: '/tickets', name: 'ledger', component: () => import('./ledger/LedgerPage.vue') },
  { path: '/tickets/:ticketRef', name: 'ticket', component: () => import('./ticket/TicketPage.vue'), props: true },
  { path: '/overview', name: 'overview', component: () => import('./overview/OverviewPage.vue') },
  { path: '/visit-reports', name: 'visit-reports', component: () => import('./report/ReportPage.vue') },
  { path: '/calendar', name: 'calendar', component: () => import('./calendar/CalendarPage.vue') },
  { path: '/teamwork/:tab(tasks|causes|meetings)?', name: 'teamwork', component: () => import('./teamwork/TeamworkPage.vue') },
  { path: '/teamwork/causes/:causeRef', name: 'cause', component: () => import('./teamwork/CausePage.vue'), props: true },
  { path: '/teamwork/meetings/:uuid', name: 'meeting', component: () => import('./teamwork/MeetingPage.vue'), props: true },
  { path: '/timing/:tab(policies|ladder)?', name: 'timing', component: () => import('./timing/TimingPage.vue') },
  { path: '/rules', name: 'rules', component: () => import('./rules/RulesPage.vue') },
]
export { default as TicketTable } from './ledger/TicketTable.vue'
export { StandingIn } from '../standing'
