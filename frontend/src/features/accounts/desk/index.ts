export { default as DevicesPage } from './DevicesPage.vue'
