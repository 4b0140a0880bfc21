import { expect, it } from 'vitest'
import { enterpriseOf } from './decode'

it('takes only a door plate for one, wherever it was printed', () => {
  const id = '7b0cf0f0-0000-4000-8000-000000000001'
  expect(enterpriseOf(['https://grid.example/m/door/' + id.toUpperCase()])).toBe(id)
  expect(enterpriseOf(['http://127.0.0.1:8000/m/door/' + id + '/'])).toBe(id)
  expect(enterpriseOf(['WIFI:S:guest;;', 'https://grid.example/m/enterprises/' + id])).toBeNull()
  expect(enterpriseOf(['https://grid.example/m/door/../inbox'])).toBeNull()
  expect(enterpriseOf([])).toBeNull()
})
