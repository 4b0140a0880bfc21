export { productionFault, productionLine, productionOf } from '../production/production'
export { default as ProductionForm } from '../production/ProductionForm.vue'
export { default as SlideField } from '../production/SlideField.vue'
