import type { Person } from '../../../server/database'

/** A person's full name: Carl Ashdown. */
export function fullName({ firstName, lastName }: Pick<Person, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName}`
}
