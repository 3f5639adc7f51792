/** A wing, a landing or a cell, as locations begin: B, B-2, B-2-031. */
const wing = /^[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}$/i

/** Whether text can be the beginning of a location, which ends at a hyphen. */
export function isWing(text: string): boolean {
  return wing.test(text)
}

/** Whether the text of a search is a place: with a hyphen and a number, as no name has. */
export function isLocation(text: string): boolean {
  return isWing(text) && text.includes('-') && /\d/.test(text)
}

/** Limits `person` to those in a wing, on a landing or in a cell. @param placeholder the parameter with its name, in lower case */
export function isInLocation(placeholder: string): string {
  return `(lower(person.location) = ${placeholder} or lower(person.location) like ${placeholder} || '-%')`
}
