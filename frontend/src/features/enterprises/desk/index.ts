import type { RouteRecordRaw } from 'vue-router'

export const registerRoute: RouteRecordRaw = { path: '/enterprises', name: 'register', component: () => import('./RegisterPage.vue') }
export { default as ContactList } from './ContactList.vue'
export { default as ProductionCard } from './ProductionCard.vue'
export { default as RegisterFacts } from './RegisterFacts.vue'
export { t as registerText } from './words'
