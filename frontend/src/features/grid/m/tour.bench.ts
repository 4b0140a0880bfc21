/** How long a phone reckons: `npm run bench`. The target is 100 ms for twelve stops on a phone, some six times slower. */
import { bench, describe } from 'vitest'
import { byRoute } from './tour'

const start = { lat: 30.3, lon: 120.35 }
const stops = (count: number) => Array.from({ length: count }, (_, index) => ({ lat: 30.2 + ((index * 37) % 101) / 500, lon: 120.3 + ((index * 53) % 97) / 250 }))

describe('the order of travel', () => {
  for (const count of [8, 12, 14, 20, 50]) {
    const day = stops(count)
    bench(`${count} stops`, () => { byRoute(day, (stop) => stop, start) }, { time: 500, warmupTime: 100 })
  }
})
