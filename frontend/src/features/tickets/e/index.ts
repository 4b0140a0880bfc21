import type { RouteRecordRaw } from 'vue-router'


/** The screens of an enterprise's issues, the one with the box first. */
export const issueRoutes: RouteRecordRaw[] = [
  { path: '/', name: 'ask', component: () => import('./AskPage.vue') },
  { path: '/issues', name: 'issues', component: () => import('./IssuesPage.vue') },
  { path: '/issues/:ref', name: 'issue', component: () => import('./IssuePage.vue'), props: (route) => ({ code: String(route.params.ref) }) },
  { path: '/sent/:id', name: 'sent', component: () => import('./SentPage.vue'), props: true },
]
