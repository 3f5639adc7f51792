import { findInvalid } from '../set-up/validity'
import { publicSite } from './public-site'

test('serves every public page as valid HTML, in every language and edition', async () => {
  const { pages } = publicSite()
  const faults: string[] = []
  for (const [path, { bodies }] of pages) faults.push(...(await findInvalid(path, bodies.identity.bytes.toString())))
  expect(faults).toEqual([])
})
