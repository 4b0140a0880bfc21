import { defineAsyncComponent } from 'vue'
export { dayAfter, noonOf } from './days'
export { default as DueCard } from './DueCard.vue'
export { distanceWords, usePosition } from './position'
export { TEMPLATE_KEY, TEMPLATE_TOPIC, TODAY_KEY, useLastVisit, useTemplate, useTemplateOf, useToday, useVisit, useVisitList } from './queries'
export { metres, type Point } from './ground'
export { byHand, keepOrder, keptOrder, moved, type Order } from './hand'
export { lastVisitWords } from './reason'
export type { Stop } from './map/RouteMap.vue'
export { byUrgency, type DueVisit, withLamp } from './today'
export { default as ArriveCard } from './visit/ArriveCard.vue'
export { beginAnswers, type CardName, CARDS, freshVisit, isBegun, type Missing, missingIn, startProduction, type VisitDraft, visitInput } from './visit/draft'
export { default as FoldCard } from './visit/FoldCard.vue'
export { default as PhotosCard } from './visit/PhotosCard.vue'
export { default as ProductionCard } from './visit/ProductionCard.vue'
export { default as TalkCard } from './visit/TalkCard.vue'
export { default as VisitLine } from './VisitLine.vue'
export { t as fieldText } from './words'
export { AbsencePanel, absenceText } from '../absence'
/** The drawing and the reckoning of routes come when they are asked for. */
export const RouteMap = defineAsyncComponent(() => import('./map/RouteMap.vue'))
export const ArrangeList = defineAsyncComponent(() => import('./ArrangeList.vue'))
export const loadTour = () => import('./tour')
export const ScanPage = () => import('./scan/ScanPage.vue')
export const WeekPage = () => import('../plan/WeekPage.vue')
export const PlanAdd = defineAsyncComponent(() => import('../plan/PlanAdd.vue'))
export { TrustBox } from '../trust'
