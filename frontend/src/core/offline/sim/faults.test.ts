// @vitest-environment node
/**
 * The queue under a seeded storm. SIM_PHONES and SIM_VISITS make it large (./run soak --phones), SIM_SEED repeats one.
 */
import { expect, it } from 'vitest'
import { type Findings, Phone } from './phone'
import { SimServer } from './server'

const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise)
const PHONES = number('SIM_PHONES', 12)
const VISITS = number('SIM_VISITS', 20)
const SEED = number('SIM_SEED', 2020)

it('loses nothing, doubles nothing and leaves nothing stuck, whatever fails', async () => {
  const total: Findings = { visits: 0, items: 0, runs: 0, kills: 0, violations: [] }
  for (let n = 0; n < PHONES; n += 1) {
    // Each phone has a server of its own to forget afterwards; phones share nothing but the rules.
    const server = new SimServer()
    const bad = new Set<string>()
    server.crashes = (item) => Number.parseInt(item.uuid.slice(0, 2), 16) < 6 && bad.size < 40 && bad.add(`${item.uuid}${bad.size}`).size > 0
    const found = await new Phone(SEED * 100_000 + n, String(n + 1), server).live(VISITS)
    total.visits += found.visits
    total.items += found.items
    total.runs += found.runs
    total.kills += found.kills
    total.violations.push(...found.violations.map((what) => `seed ${SEED} phone ${n}: ${what}`))
  }
  const { violations, ...counts } = total
  console.log(`${PHONES} phones, seed ${SEED}: ${JSON.stringify(counts)}, ${violations.length} violations`)
  expect(violations.slice(0, 20)).toEqual([])
  expect(total.visits).toBe(PHONES * VISITS)
}, 3_600_000)
