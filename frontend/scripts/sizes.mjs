// Fails the build when a shell's first load outgrows its budget: walks Vite's manifest from each entry
// through static imports only, and weighs what a browser fetches before the first screen, gzipped.
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUDGET = {
  m: { js: 100_000, css: 12_000 },
  e: { js: 65_000, css: 12_000 },
  desk: { js: 80_000, css: 12_000 },
}
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'))

function reach(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) reach(next, seen)
  return seen
}

const weigh = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length
const total = (files) => [...new Set(files)].reduce((sum, file) => sum + weigh(file), 0)
const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} KB`

let over = false
for (const [shell, budget] of Object.entries(BUDGET)) {
  const entry = `${shell}/index.html`
  if (!existsSync(entry)) continue
  const chunks = [...reach(entry)].map((key) => manifest[key])
  const size = { js: total(chunks.map((chunk) => chunk.file)), css: total(chunks.flatMap((chunk) => chunk.css ?? [])) }
  for (const kind of ['js', 'css']) {
    const tooBig = size[kind] > budget[kind]
    over ||= tooBig
    console.log(`${tooBig ? 'OVER' : 'ok  '} ${shell.padEnd(4)} ${kind.padEnd(3)} ${kilo(size[kind]).padStart(9)} of ${kilo(budget[kind])} gzipped`)
  }
}
if (over) {
  console.error('A shell is over its budget: load the new part lazily, or leave it out.')
  process.exit(1)
}
