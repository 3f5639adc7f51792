import { inLargePrint } from '../../content/addresses'
import { directionOf, type DraftLanguage } from '../../content/files/language'
import type { Content, LeafletDraft } from '../../content/load-content'
import type { Views } from '../../web/pages/views'

interface LanguageLink {
  lang: string
  text: string
  href: string
  current: boolean
}

/** The address of the leaflet draft in a language. */
export function draftPath(language: DraftLanguage): string {
  return `/leaflet/${language}`
}

/** Links to the leaflet drafts; none in production. */
export function draftLinks(
  content: Content,
  { production, isLarge }: { production: boolean; isLarge: boolean },
): LanguageLink[] {
  if (production) return []
  return content.drafts.map(({ language, words }) => ({
    lang: language,
    text: words.name,
    href: isLarge ? inLargePrint(draftPath(language)) : draftPath(language),
    current: false,
  }))
}

/**
 * Renders a leaflet draft in its own language and writing direction.
 *
 * @param context the layout's context, as for the English page
 */
export function renderDraft(
  draft: LeafletDraft,
  views: Views,
  context: { languageLinks: readonly LanguageLink[]; otherSize: string },
): string {
  const { language, title, description, words, introduction, sections } = draft
  const html = views.render('public/leaflet-draft.njk', 'en', {
    ...context,
    languageLinks: context.languageLinks.map(link => ({ ...link, current: link.lang === language })),
    title,
    description,
    words,
    introduction,
    sections,
  })
  return html.replace('<html lang="en"', `<html lang="${language}" dir="${directionOf(language)}"`)
}
