/** A colleague's name in a table: K Lowry. */
export function shortName(name: string): string {
  const parts = name.split(' ')
  const last = parts.at(-1) ?? name
  return parts.length < 2 ? name : `${[...(parts[0] ?? '')][0] ?? ''} ${last}`
}
