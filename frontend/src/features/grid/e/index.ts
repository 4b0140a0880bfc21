import type { RouteRecordRaw } from 'vue-router'

export const visitsRoute: RouteRecordRaw = { path: '/visits', name: 'visits', component: () => import('./VisitsPage.vue') }
