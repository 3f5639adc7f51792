import { hash, verify } from '@node-rs/argon2'

/** Hashes a PIN or password for storage (argon2id, with the package's parameters kept inside the hash). */
export function hashSecret(secret: string): Promise<string> {
  return hash(secret)
}

let decoy: Promise<string> | undefined

/**
 * @param stored the hash, or undefined when nobody has that name: the answer then takes as long as for somebody
 */
export async function isSecret(secret: string, stored: string | undefined): Promise<boolean> {
  decoy ??= hash('nobody has this')
  const matches = await verify(stored ?? (await decoy), secret)
  return matches && stored !== undefined
}
