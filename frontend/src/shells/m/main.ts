import '@/core/theme'
import { mountShell } from '@/core/app'
import App from './App.vue'
import { routes } from './routes'

void mountShell({ root: App, base: '/m/', routes })
