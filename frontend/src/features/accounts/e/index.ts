export { default as DeviceList } from '../parts/DeviceList.vue'
export { default as LookSettings } from '../parts/LookSettings.vue'
export { default as SignOut } from '../parts/SignOut.vue'
