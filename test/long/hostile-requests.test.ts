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
    const seed = Date.now() % 1_000_000_000
    const { asked, statuses, faults } = await askWithIllWill(hostile.sites[name], { times: 30, seed })
    expect({ seed, faults }).toEqual({ seed, faults: [] })
    expect(asked).toBeGreaterThan(hostile.sites[name].routes.length * 30)
    // The console answers every form with 303: its errors have addresses of their own.
    const refused = name === 'portal' ? [422] : []
    expect([...statuses]).toEqual(expect.arrayContaining([200, 301, 303, 400, 404, ...refused]))
  },
  1_800_000,
)
