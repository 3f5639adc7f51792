import { createSeal } from '../seal'

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

export function sealingWith(sessionSecret: string): Sealing {
  const seal = createSeal(sessionSecret, 'secrets of authenticators')
  const start = `${version}.`
  const isSealed = (secret: string) => secret.startsWith(start)
  return {
    isSealed,
    seal: (secret, whose) => start + seal.close(secret, whose),
    open(sealed, whose) {
      if (!isSealed(sealed)) return sealed
      const secret = seal.open(sealed.slice(start.length), whose)
      if (secret === undefined) throw new UnreadableSecret()
      return secret
    },
  }
}
