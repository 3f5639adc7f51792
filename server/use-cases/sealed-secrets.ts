import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const version = 'v1'

/** The secret was sealed with another SESSION_SECRET, for somebody else, or was changed since. */
export class UnreadableSecret extends Error {
  constructor() {
    super('A secret cannot be read')
  }
}

/** Encrypts what must be kept readable for the service and nobody else, such as the secrets of authenticators. */
export interface Sealing {
  /** @param whose it cannot be opened as anybody else's */
  seal(secret: string, whose: string): string
  /** @throws {UnreadableSecret} */
  open(sealed: string, whose: string): string
  /** False for a secret from before secrets were sealed, which `open` gives as it is. */
  isSealed(secret: string): boolean
}

/** AES-256-GCM, with a key of its own made from SESSION_SECRET. */
export function sealingWith(sessionSecret: string): Sealing {
  const key = Buffer.from(hkdfSync('sha256', sessionSecret, '', 'secrets of authenticators', 32))
  const isSealed = (secret: string) => secret.startsWith(`${version}.`)
  return {
    isSealed,
    seal(secret, whose) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(whose))
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return [version, ...[nonce, cipher.getAuthTag(), sealed].map(part => part.toString('base64url'))].join('.')
    },
    open(sealed, whose) {
      if (!isSealed(sealed)) return sealed
      try {
        const [nonce, tag, text] = sealed
          .split('.')
          .slice(1)
          .map(part => Buffer.from(part, 'base64url'))
        if (!nonce || !tag || !text) throw new UnreadableSecret()
        const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: 16 })
        decipher.setAAD(Buffer.from(whose)).setAuthTag(tag)
        return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
      } catch {
        throw new UnreadableSecret()
      }
    },
  }
}
