export { asBefore, beginWith, type Before } from './before'
export { type Answers, asked, faults, isBlank, said } from './conditions'
export { default as TemplateFields } from './TemplateFields.vue'
export { t as templateText } from './words'
