import type { RouteRecordRaw } from 'vue-router'

export const unitRoutes: RouteRecordRaw[] = [
  { path: '/units', name: 'units', component: () => import('./UnitsPage.vue') },
  { path: '/plates', name: 'plates', component: () => import('../plates/PlatesPage.vue') },
  { path: '/phones', name: 'phones', component: () => import('./PhonesPage.vue') },
  { path: '/visit-looks', name: 'visit-looks', component: () => import('../trust/LooksPage.vue') },
  { path: '/templates', name: 'templates', component: () => import('../template/editor/TemplatesPage.vue') },
  { path: '/units/:id', name: 'unit', component: () => import('./UnitPage.vue'), props: true },
  { path: '/units/:id/plan', name: 'unit-plan', component: () => import('../plan/UnitPlanPage.vue'), props: true },
]
export { AbsencePanel, absenceText } from '../absence'
