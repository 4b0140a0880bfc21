// Builds the phone's service worker after the app: it is told every file of the phone's shell with its SHA-256.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const BASE = process.env.VITE_ASSET_BASE || '/static/app/'
const ENTRY = 'm/index.html'
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'))
const hash = (file) => createHash('sha256').update(readFileSync(`dist/${file}`)).digest('hex')

const files = new Set()
const seen = new Set()
function walk(key) {
  if (seen.has(key)) return
  seen.add(key)
  const chunk = manifest[key]
  if (chunk.file.endsWith('.js')) files.add(chunk.file)
  for (const file of [...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file)
  for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) walk(next)
}
walk(ENTRY)

const list = [['/m/', hash(ENTRY)], ...[...files].sort().map((file) => [BASE + file, hash(file)])]
const version = createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 12)
await build({
  configFile: false,
  logLevel: 'warn',
  resolve: { alias: { '@': fileURLToPath(new URL('../src', import.meta.url)) } },
  define: { __VERSION__: JSON.stringify(version), __FILES__: JSON.stringify(list), 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022', outDir: 'dist/m', emptyOutDir: false, copyPublicDir: false, reportCompressedSize: false,
    lib: { entry: 'src/sw/sw.ts', formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
  },
})
console.log(`service worker ${version}: ${list.length} files`)
