export { default as StandingIn } from './StandingIn.vue'
