import type { RouteRecordRaw } from 'vue-router'

export const reportRoute: RouteRecordRaw = { path: '/report', name: 'report', component: () => import('./ReportPage.vue') }
