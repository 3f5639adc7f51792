/** The sites that can show service notices. */
export const noticeSites = ['public', 'in-cell', 'staff'] as const
export type NoticeSite = (typeof noticeSites)[number]

/** The content of a notice: the owner's own text, or planned maintenance. */
export type NoticeWords =
  { readonly english: string; readonly welsh: string | null; readonly closedFrom: null } | PlannedMaintenance

/** The service is closed from this time until the notice ends. The wording is built in, in both languages. */
export interface PlannedMaintenance {
  readonly english: null
  readonly welsh: null
  readonly closedFrom: Date
}

/** A notice shown on every page of some sites for a limited time. */
export type NewNotice = NoticeWords & {
  readonly sites: readonly NoticeSite[]
  readonly shownFrom: Date
  readonly shownUntil: Date
}

export type ServiceNotice = NewNotice & { readonly id: number }

/** The notices in force at a moment, excluding withdrawn ones. */
export function noticesAt(notices: readonly ServiceNotice[], now: Date): ServiceNotice[] {
  return notices.filter(({ shownFrom, shownUntil }) => shownFrom <= now && now < shownUntil)
}

/** A notice in the language of the page. */
export interface SpokenNotice {
  /** The owner's text in paragraphs; empty for planned maintenance. */
  readonly paragraphs: readonly string[]
  /** There is no Welsh yet, so the page shows the English and says so. */
  readonly isEnglishOnly: boolean
  readonly closed: { readonly from: Date; readonly until: Date } | null
}

/** The notices that a site shows, in the language of the page. */
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
