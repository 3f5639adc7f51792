/** The sites on which the service owner can say something. */
export const noticeSites = ['public', 'in-cell', 'staff'] as const
export type NoticeSite = (typeof noticeSites)[number]

/** What a notice says: the owner's own words, or that the service will be closed. */
export type NoticeWords =
  { readonly english: string; readonly welsh: string | null; readonly closedFrom: null } | PlannedMaintenance

/** The service is closed from then until its notice is over. Its words are the service's own, in both languages. */
export interface PlannedMaintenance {
  readonly english: null
  readonly welsh: null
  readonly closedFrom: Date
}

/** What the service owner says on every page of some sites for a time. */
export type NewNotice = NoticeWords & {
  readonly sites: readonly NoticeSite[]
  readonly shownFrom: Date
  readonly shownUntil: Date
}

export type ServiceNotice = NewNotice & { readonly id: number }

/** Of notices that nobody withdrew, those that show at a moment. */
export function noticesAt(notices: readonly ServiceNotice[], now: Date): ServiceNotice[] {
  return notices.filter(({ shownFrom, shownUntil }) => shownFrom <= now && now < shownUntil)
}

/** A notice as a page of one language shows it. */
export interface SpokenNotice {
  /** The owner's words in paragraphs; none where the service is to be closed. */
  readonly paragraphs: readonly string[]
  /** The owner has not said it in Welsh yet, so the page shows the English and says so. */
  readonly isEnglishOnly: boolean
  readonly closed: { readonly from: Date; readonly until: Date } | null
}

/** What a site shows of the notices, in the language of the page. */
export function noticesOn(
  site: NoticeSite,
  notices: readonly ServiceNotice[],
  language: 'en' | 'cy',
): readonly SpokenNotice[] {
  return notices
    .filter(({ sites }) => sites.includes(site))
    .map(({ english, welsh, closedFrom, shownUntil }) => {
      const words = (language === 'cy' ? welsh : null) ?? english ?? ''
      return {
        paragraphs: words.split('\n').filter(line => line.trim() !== ''),
        isEnglishOnly: language === 'cy' && english !== null && welsh === null,
        closed: closedFrom && { from: closedFrom, until: shownUntil },
      }
    })
}
