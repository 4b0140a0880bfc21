export { default as TrustBox } from './TrustBox.vue'
