import '@/core/theme'
import { reachThrough } from '@/core/api/client'
import { mountShell } from '@/core/app'
import { standIn } from '@/core/offline/standIn'
import App from './App.vue'
import { routes } from './routes'
import { startWorker } from './worker'

reachThrough(standIn)
void mountShell({ root: App, base: '/m/', routes }).then(startWorker)
