import { existsSync } from 'node:fs'
import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { loadEnv, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const SHELLS = ['m', 'e', 'desk']

/** In development every path below /m/, /e/ and /desk/ answers with that shell's page, as the server does. */
function shellPages(base: string): Plugin {
  return {
    name: 'shell-pages',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const shell = SHELLS.find((name) => request.url?.startsWith(`/${name}/`) || request.url === `/${name}`)
        if (shell) request.url = `${base}${shell}/index.html`
        next()
      })
    },
  }
}

/** Whichever style sheet arrives first, the layers keep their order: tokens, base, ui, and pages above all. */
function layerOrder(): Plugin {
  return {
    name: 'layer-order',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = `@layer tokens,base,ui;${file.source}`
      }
    },
  }
}

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, process.cwd(), '')
  const base = env.VITE_ASSET_BASE || '/static/app/'
  const backend = env.BACKEND || 'http://127.0.0.1:8000'
  const entries = SHELLS.map((name) => [name, fileURLToPath(new URL(`${name}/index.html`, import.meta.url))] as const)
  return {
    base,
    plugins: [vue(), shellPages(base), layerOrder()],
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
    resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
    server: {
      proxy: Object.fromEntries(
        ['/api', '/_allauth', '/demo', '/admin', '/live'].map((path) => [path, { target: backend, ws: path === '/live' }]),
      ),
    },
    build: {
      target: 'es2022',
      manifest: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rollupOptions: { input: Object.fromEntries(entries.filter(([, file]) => existsSync(file))) },
    },
    test: { environment: 'happy-dom', include: ['src/**/*.test.ts'], restoreMocks: true },
  }
})
