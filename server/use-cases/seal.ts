import { createDecipheriv, hkdfSync } from 'node:crypto'
import { EncryptJWT, errors, jwtDecrypt } from 'jose'

/** The values in a seal, which must be serialisable as JSON. */
export type Sealed = Readonly<Record<string, unknown>>

/** Encrypts and authenticates values, so that they cannot be read, forged or used in another place. */
export interface Seal {
  /** @param place the context of the values: the seal opens only in the same place */
  close(values: Sealed, place: string): Promise<string>
  /** @returns undefined unless this seal closed the text for this place */
  open(sealed: string, place: string): Promise<Sealed | undefined>
}

const algorithm = 'dir'
const encryption = 'A256GCM'

/**
 * Encrypts JSON Web Tokens with a key derived from SESSION_SECRET; the place is the audience.
 *
 * @param purpose one seal cannot open what a seal for another purpose closed
 */
export function createSeal(sessionSecret: string, purpose: string): Seal {
  const key = new Uint8Array(hkdfSync('sha256', sessionSecret, '', purpose, 32))
  const options = { keyManagementAlgorithms: [algorithm], contentEncryptionAlgorithms: [encryption] }
  return {
    close(values, place) {
      const token = new EncryptJWT({ values }).setAudience(place)
      return token.setProtectedHeader({ alg: algorithm, enc: encryption }).encrypt(key)
    },
    async open(sealed, place) {
      try {
        const { payload } = await jwtDecrypt<{ values: Sealed }>(sealed, key, { ...options, audience: place })
        return payload.values
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}

/**
 * Opens seals in the previous version's format. Pages of that version need it until the next release; authenticator
 * secrets, until the next release has sealed them again.
 *
 * @returns undefined for anything not sealed for this purpose and place
 */
export function openFormerSeal(
  sessionSecret: string,
  purpose: string,
  sealed: string,
  place: string,
): string | undefined {
  const [nonce, tag, text] = sealed.split('.').map(part => Buffer.from(part, 'base64url'))
  if (!nonce || !tag || !text) return undefined
  const key = Buffer.from(hkdfSync('sha256', sessionSecret, '', purpose, 32))
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
    decipher.setAAD(Buffer.from(place)).setAuthTag(tag)
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
