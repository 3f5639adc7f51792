import { createSeal } from '../../server/use-cases/seal'

const seal = createSeal('a secret for tests alone, long enough', 'pages')
const sealed = seal.close('{"person":1}', '/here')

it('opens what it closed, for the same address', () => {
  expect(seal.open(sealed, '/here')).toBe('{"person":1}')
  expect(seal.close('{"person":1}', '/here')).not.toBe(sealed)
})

it('says nothing of what it holds', () => {
  const held = sealed.split('.').map(part => Buffer.from(part, 'base64url').toString('latin1'))
  expect(held.join()).not.toContain('person')
})

it.each([
  ['an address that it was not made for', () => seal.open(sealed, '/there')],
  ['another secret', () => createSeal('another secret', 'pages').open(sealed, '/here')],
  ['another purpose', () => createSeal('a secret for tests alone, long enough', 'slips').open(sealed, '/here')],
  ['nothing', () => seal.open('', '/here')],
  ['what is too short to be sealed', () => seal.open(sealed.slice(0, -3), '/here')],
  ['what is no base64', () => seal.open('…'.repeat(400), '/here')],
])('does not open with %s', (_name, open) => {
  expect(open()).toBeUndefined()
})

it('does not open when one bit was changed, wherever', () => {
  const parts = sealed.split('.').map(part => Buffer.from(part, 'base64url'))
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 1) {
      part[at]! ^= 1
      expect(seal.open(parts.map(each => each.toString('base64url')).join('.'), '/here')).toBeUndefined()
      part[at]! ^= 1
    }
  }
  expect(seal.open(parts.map(each => each.toString('base64url')).join('.'), '/here')).toBe('{"person":1}')
})
