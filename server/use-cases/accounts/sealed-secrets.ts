import { z } from 'zod'
import { createSeal, openFormerSeal } from '../seal'

const version = 'v2'
const formerVersion = 'v1'
const sealedSecret = z.object({ secret: z.string() })

/** The secret was sealed with another SESSION_SECRET or for another owner, or was tampered with. */
export class UnreadableSecret extends Error {
  constructor() {
    super('A secret cannot be read')
  }
}

/** Encrypts secrets that the service itself must read again, such as authenticator secrets. */
export interface Sealing {
  /** @param whose the owner; a secret opens only for the same owner */
  seal(secret: string, whose: string): Promise<string>
  /** @throws {UnreadableSecret} */
  open(sealed: string, whose: string): Promise<string>
  /** False for plain text stored before encryption was introduced; `open` returns it unchanged. */
  isSealed(secret: string): boolean
}

/**
 * Seals in the present format and opens both. Secrets in the former format are not migrated yet: the previous version
 * could not read them and would refuse their owners' codes while this version is rolled out.
 */
export function sealingWith(sessionSecret: string): Sealing {
  const seal = createSeal(sessionSecret, 'sealed secrets of authenticators')
  const isVersion = (secret: string, name: string) => secret.startsWith(`${name}.`)
  const contents = (secret: string) => secret.slice(secret.indexOf('.') + 1)
  const isSealed = (secret: string) => isVersion(secret, version) || isVersion(secret, formerVersion)
  return {
    isSealed,
    seal: async (secret, whose) => `${version}.${await seal.close({ secret }, whose)}`,
    async open(sealed, whose) {
      if (!isSealed(sealed)) return sealed
      const secret = isVersion(sealed, version)
        ? sealedSecret.safeParse(await seal.open(contents(sealed), whose)).data?.secret
        : openFormerSeal(sessionSecret, 'secrets of authenticators', contents(sealed), whose)
      if (secret === undefined) throw new UnreadableSecret()
      return secret
    },
  }
}
