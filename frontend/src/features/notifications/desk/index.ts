import type { RouteRecordRaw } from 'vue-router'

export const mailsRoute: RouteRecordRaw = { path: '/mails', name: 'mails', component: () => import('./MailsPage.vue') }
export { t as inboxText } from './words'
