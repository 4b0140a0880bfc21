import { defineWords } from '@/core/i18n'
import zh from './i18n/zh-Hans.json'

export const { t } = defineWords(zh, () => import('./i18n/en.json'))
