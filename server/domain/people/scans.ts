/** What a scanned paper is, in the order it is offered. */
export const scanKinds = ['application-form', 'consent', 'letter', 'identity-document', 'court-paper', 'other'] as const
export type ScanKind = (typeof scanKinds)[number]

/** The types of file that are taken, each with its file extension first and others that mean the same. */
export const scanTypes = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
} as const satisfies Record<string, readonly [string, ...string[]]>
export type ScanType = keyof typeof scanTypes

export const mostScanMegabytes = 10
export const mostScanBytes = mostScanMegabytes * 1024 * 1024

/** The most scans of one person, without those that were removed. */
export const mostScansOfPerson = 100

const mostNameLetters = 100

/** Whether a type of file, as found in its content, is one that is taken. */
export function isScanType(type: string | undefined): type is ScanType {
  return type !== undefined && Object.hasOwn(scanTypes, type)
}

/** Whether a file name ends like another type of file than the one its content has. */
export function isNamedAsAnotherType(fileName: string, type: ScanType): boolean {
  const ending = endingOf(fileName)
  const own: readonly string[] = scanTypes[type]
  return (
    Object.values(scanTypes)
      .flat()
      .some(each => each === ending) && !own.includes(ending)
  )
}

/**
 * The name under which a file is shown and downloaded: without folders and characters that are not printed, bounded, and
 * ending as its content says. It names nothing where files are stored.
 */
export function scanFileName(posted: string, type: ScanType): string {
  const name = posted
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    // Control characters, those that change the direction of text, and what file systems refuse.
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .replace(/\s+/gu, ' ')
  const ending = endingOf(name)
  const isEnding = Object.values(scanTypes)
    .flat()
    .some(each => each === ending)
  const stem = (isEnding ? name.slice(0, -ending.length - 1) : name).replace(/^[. ]+/, '')
  const short = Array.from(stem)
    .slice(0, mostNameLetters)
    .join('')
    .replace(/[. ]+$/, '')
  return `${short || 'scan'}.${scanTypes[type][0]}`
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,10})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? ''
}
