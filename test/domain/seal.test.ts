import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { sealingWith, UnreadableSecret } from '../../server/use-cases/accounts/sealed-secrets'
import { createSeal, openFormerSeal } from '../../server/use-cases/seal'

const secret = 'a secret for tests only, long enough'
const seal = createSeal(secret, 'pages')
let sealed: string

beforeAll(async () => {
  sealed = await seal.close({ person: 1 }, '/here')
})

it('opens what it sealed, for the same place', async () => {
  expect(await seal.open(sealed, '/here')).toEqual({ person: 1 })
  expect(await seal.close({ person: 1 }, '/here')).not.toBe(sealed)
})

it('does not reveal its content', () => {
  const parts = sealed.split('.').map(part => Buffer.from(part, 'base64url').toString('latin1'))
  expect(parts.join()).not.toContain('person')
})

it.each([
  ['another place', () => seal.open(sealed, '/there')],
  ['another secret', () => createSeal('another secret', 'pages').open(sealed, '/here')],
  ['another purpose', () => createSeal(secret, 'slips').open(sealed, '/here')],
  ['nothing', () => seal.open('', '/here')],
  ['a seal that was cut short', () => seal.open(sealed.slice(0, -3), '/here')],
  ['text that is not base64', () => seal.open('…'.repeat(400), '/here')],
  ['text that is not base64 in five parts', () => seal.open('….….….….…', '/here')],
  ['a token that is signed and not encrypted', () => seal.open('eyJhbGciOiJub25lIn0.e30.', '/here')],
])('does not open with %s', async (_name, open) => {
  expect(await open()).toBeUndefined()
})

it('does not open when any one bit is changed', async () => {
  const parts = sealed.split('.').map(part => Buffer.from(part, 'base64url'))
  const joined = () => parts.map(each => each.toString('base64url')).join('.')
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 1) {
      part[at]! ^= 1
      expect(await seal.open(joined(), '/here')).toBeUndefined()
      part[at]! ^= 1
    }
  }
  expect(await seal.open(joined(), '/here')).toEqual({ person: 1 })
})

describe('the format of the version before', () => {
  it('opens for its purpose and place only', () => {
    const former = closeAsBefore('text', 'pages', '/here')
    expect(openFormerSeal(secret, 'pages', former, '/here')).toBe('text')
    expect(openFormerSeal(secret, 'pages', former, '/there')).toBeUndefined()
    expect(openFormerSeal(secret, 'slips', former, '/here')).toBeUndefined()
    expect(openFormerSeal(secret, 'pages', sealed, '/here')).toBeUndefined()
  })

  it('opens for authenticator secrets, beside the current format', async () => {
    const sealing = sealingWith(secret)
    const former = `v1.${closeAsBefore('ABCD', 'secrets of authenticators', 'staff 1')}`
    for (const each of [former, await sealing.seal('ABCD', 'staff 1')]) {
      expect(sealing.isSealed(each)).toBe(true)
      expect(await sealing.open(each, 'staff 1')).toBe('ABCD')
      await expect(sealing.open(each, 'staff 2')).rejects.toThrow(UnreadableSecret)
    }
  })
})

function closeAsBefore(text: string, purpose: string, place: string): string {
  const nonce = randomBytes(12)
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [nonce, cipher.getAuthTag(), closed].map(part => part.toString('base64url')).join('.')
}
