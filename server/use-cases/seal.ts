import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Closes text so that nobody else can read, change or make it up, nor use it in another place. */
export interface Seal {
  /** @param place what it belongs to: it does not open as anything else's */
  close(text: string, place: string): string
  /** @returns undefined for anything that this seal did not close for this place */
  open(sealed: string, place: string): string | undefined
}

const algorithm = 'aes-256-gcm'

/**
 * AES-256-GCM, with a key of its own made from SESSION_SECRET.
 *
 * @param purpose what it is for: what one seal closes, no other opens
 */
export function createSeal(sessionSecret: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', sessionSecret, '', purpose, 32))
  return {
    close(text, place) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [nonce, cipher.getAuthTag(), sealed].map(part => part.toString('base64url')).join('.')
    },
    open(sealed, place) {
      const [nonce, tag, text] = sealed.split('.').map(part => Buffer.from(part, 'base64url'))
      if (!nonce || !tag || !text) return undefined
      try {
        const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: 16 })
        decipher.setAAD(Buffer.from(place)).setAuthTag(tag)
        return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}
