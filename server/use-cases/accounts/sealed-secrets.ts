import { z } from 'zod'
import { createSeal, openFormerSeal } from '../seal'

const version = 'v2'
const formerVersion = 'v1'
const sealedSecret = z.object({ secret: z.string() })

/** The secret was sealed with another SESSION_SECRET or for somebody else, or was changed since. */
export class UnreadableSecret extends Error {
  constructor() {
    super('A secret cannot be read')
  }
}

/** Encrypts what only the service may read, such as the secrets of authenticators. */
export interface Sealing {
  /** @param whose nobody else's name opens it */
  seal(secret: string, whose: string): Promise<string>
  /** @throws {UnreadableSecret} */
  open(sealed: string, whose: string): Promise<string>
  /** False for a secret from before secrets were sealed, which `open` returns as it is. */
  isSealed(secret: string): boolean
}

/**
 * Seals in the present format and opens both. A secret in the former one stays as it is for now: the version before could
 * not read it any more, and would refuse its owner's codes while this version is rolled out.
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
