import { askWithIllWill } from '../set-up/hostile-requests'
import { startHostileSites } from '../set-up/hostile-sites'

let hostile: Awaited<ReturnType<typeof startHostileSites>>

beforeAll(async () => {
  hostile = await startHostileSites()
})

afterAll(() => hostile.staffConsole.stop())

it.each(['console', 'portal'] as const)(
  'answers no request to the %s with a fault, whatever stands in its path, query and form',
  async name => {
    const { asked, statuses, faults } = await askWithIllWill(hostile.sites[name], { times: 2, seed: 20261123 })
    expect(faults).toEqual([])
    expect(asked).toBeGreaterThan(hostile.sites[name].routes.length * 2)
    expect([...statuses]).toEqual(expect.arrayContaining([200, 301, 303, 400, 404, 422]))
  },
  300_000,
)
