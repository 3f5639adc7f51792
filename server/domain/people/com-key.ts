import type { Region } from '../routing'

/** Before the name in a key of a COM without an address: no address begins so. */
const named = 'name:'

/**
 * What a COM is known by, to whoever covers for them: the address, or where the prisons have none the name and the region
 * of the people's homes, because names repeat across the country. In lower case. `person.com_key` has it for each person.
 */
export function comKeyOf({
  comEmail,
  comName,
  homeRegion,
}: {
  readonly comEmail: string | null
  readonly comName: string | null
  readonly homeRegion: Region | null
}): string | null {
  if (comEmail !== null) return comEmail.toLowerCase()
  return comName === null || homeRegion === null ? null : `${named}${comName.trim().toLowerCase()}:${homeRegion}`
}

/** Whether a key is that of a COM who is known only by name. */
export function isNamedComKey(key: string): boolean {
  return key.startsWith(named)
}
