import { addressIn, easyReadPath } from '../../../content/addresses'
import type { Contact } from '../../../content/facts-and-contacts/contacts'
import type { ContentLanguage } from '../../../content/files/language'
import type { Content, Document } from '../../../content/load-content'
import type { SearchEntry } from '../../../content/search/search-index'
import type { Block } from '../../../content/texts/markdown'
import { presentContacts } from '../present-contacts'

/** An entry of the search index: a section of a page under one heading, or a contact. */
/**
 * All search entries of a language: the leaflet and booklet by heading, the contacts, and the Easy Read editions. Each
 * Easy Read edition is a single entry; otherwise they would rank above everything else.
 */
export function searchEntries(
  content: Content,
  language: ContentLanguage,
  { contactsTitle, easyReadName }: { contactsTitle: string; easyReadName: string },
): SearchEntry[] {
  const contacts = presentContacts(content.contacts.values(), language).map(contact => ({
    page: contactsTitle,
    heading: contact.name,
    href: `${addressIn(language, '/contacts')}#${contact.id}`,
    lines: [
      contact.summary,
      ...contact.phones.map(({ label, number }) => `${label}: ${number}`),
      ...(contact.text === null ? [] : [contact.text]),
      ...(contact.website === null ? [] : [contact.website]),
    ],
  }))
  const documents = [
    piecesOf(content.leaflet[language], '/leaflet'),
    ...[...content.guides[language], ...content.chapters[language]].map(each => piecesOf(each, `/booklet/${each.id}`)),
  ].flat()
  const easyRead = content.easyRead[language].map(edition => ({
    page: `${easyReadName}: ${edition.title}`,
    heading: edition.title,
    href: addressIn(language, easyReadPath(edition.id)),
    lines: [
      edition.description,
      ...edition.introduction.flatMap(line => linesOfHtml(line.html)),
      ...edition.sections.flatMap(({ title, lines }) => [title, ...lines.flatMap(line => linesOfHtml(line.html))]),
    ],
  }))
  return [...documents, ...contacts, ...easyRead].map((entry, id) => ({ id, ...entry }))
}

type Piece = Omit<SearchEntry, 'id'>

function piecesOf(document: Document, path: string): Piece[] {
  const address = addressIn(document.language, path)
  const introduction = linesOf(document.introduction, document.language)
  return [
    { page: document.title, heading: document.title, href: address, lines: [document.description, ...introduction] },
    ...document.sections.flatMap(section => {
      const start = { page: document.title, heading: section.title, href: `${address}#${section.id}` }
      return piecesUnderHeadings(start, section.blocks, document.language)
    }),
  ]
}

/** Splits a section at its level 3 headings, so that a result links to the nearest heading. */
function piecesUnderHeadings(
  start: Omit<Piece, 'lines'>,
  blocks: readonly Block[],
  language: ContentLanguage,
): Piece[] {
  const pieces: (Omit<Piece, 'lines'> & { lines: string[] })[] = [{ ...start, lines: [] }]
  for (const block of blocks) {
    const parts = block.kind === 'html' ? block.html.split(/<h3\b[^>]*\bid="([^"]*)"[^>]*>([\s\S]*?)<\/h3>/) : null
    pieces.at(-1)!.lines.push(...(parts ? linesOfHtml(parts[0]!) : linesOf([block], language)))
    for (let index = 1; parts && index < parts.length; index += 3) {
      const [id, heading, html] = parts.slice(index, index + 3) as [string, string, string]
      const [page] = start.href.split('#')
      pieces.push({
        page: start.page,
        heading: linesOfHtml(heading).join(' '),
        href: `${page}#${id}`,
        lines: linesOfHtml(html),
      })
    }
  }
  return pieces.filter(piece => piece.lines.length > 0)
}

function linesOf(blocks: readonly Block[], language: ContentLanguage): string[] {
  return blocks.flatMap(block => {
    if (block.kind === 'html') return linesOfHtml(block.html)
    return block.kind === 'contacts' ? namesOf(block.contacts, language) : []
  })
}

/** Only the names: contacts have search entries of their own. */
function namesOf(contacts: readonly Contact[], language: ContentLanguage): string[] {
  return [contacts.map(contact => contact.name[language]).join(', ')]
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/** Extracts text from the HTML of our own Markdown renderer, which is well formed and uses only four entities. */
function linesOfHtml(html: string): string[] {
  return html
    .replace(/<\/(p|li|ul|ol|tr|h3)>/g, '\n')
    .replace(/<\/t[hd]>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot);/g, entity => entities[entity]!)
    .split('\n')
    .map(line => line.replace(/\s+/g, ' ').trim())
    .filter(line => line !== '')
}
