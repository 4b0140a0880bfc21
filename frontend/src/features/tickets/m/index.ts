import type { RouteRecordRaw } from 'vue-router'

export { default as TicketRow } from './TicketRow.vue'
export { draftName } from './visit/form'
export { t as fieldTicketText } from './words'

/** Every screen of a ticket and of a visit on its way, each loaded when it is first wanted. */
export const ticketRoutes: RouteRecordRaw[] = [
  { path: '/tickets', name: 'tickets', component: () => import('./TicketsPage.vue') },
  { path: '/tickets/:ref', name: 'ticket', component: () => import('./TicketPage.vue'), props: (route) => ({ code: String(route.params.ref) }) },
  { path: '/visit/:enterprise', name: 'visit', component: () => import('./visit/VisitPage.vue'), props: true },
  { path: '/raise/:enterprise', name: 'raise', component: () => import('./visit/RaisePage.vue'), props: true },
  { path: '/sent/:id', name: 'sent', component: () => import('./visit/SentPage.vue'), props: true },
  { path: '/report', name: 'report', component: () => import('./ReportPage.vue') },
  { path: '/sent', name: 'outbox', component: () => import('./visit/OutboxPage.vue') },
]
export { StandingIn } from '../standing'
