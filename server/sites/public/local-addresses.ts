/** The path, in English, of what a prison adds to the booklet, or of a chapter with what it adds to that. */
export function localPath(prisonId: string, chapter?: string): string {
  const prison = `/local/${prisonId.toLowerCase()}`
  return chapter === undefined ? prison : `${prison}/${chapter}`
}
