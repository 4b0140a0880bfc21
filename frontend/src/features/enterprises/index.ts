export { fetchEnterprises, revealPhone, sendReport } from './api'
export { useEnterprisesLive } from './live'
export { enterpriseKey, useEnterprise, useEnterprises } from './queries'
export { t as enterpriseText } from './words'
