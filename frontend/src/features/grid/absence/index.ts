export { default as AbsencePanel } from './AbsencePanel.vue'
export { t as absenceText } from './words'
