import { findInvalid } from '../set-up/validity'
import { publicSite } from './public-site'

test('every public page, in every language and edition, is valid HTML', async () => {
  const { pages } = publicSite()
  const faults: string[] = []
  for (const [path, { bodies }] of pages) faults.push(...(await findInvalid(path, bodies.identity.bytes.toString())))
  expect(faults).toEqual([])
})
