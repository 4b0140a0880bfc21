export { deviceName, useDevices } from './devices'
export { ME_KEY, signOut, startSession, useLanguage, useMe } from './session'
export { t as accountText } from './words'
