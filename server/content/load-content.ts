import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chapterIds, type ChapterId } from '../domain/content/chapters'
import { applyOverrides, type ContentOverride, type Entries } from './facts-and-contacts/apply-overrides'
import { readContacts } from './facts-and-contacts/contacts'
import { followSettings, readFacts, type SettingsInTexts } from './facts-and-contacts/facts'
import { checkReferences, fillReferences, referencesIn, type Named } from './facts-and-contacts/references'
import { readWithdrawnWords } from './facts-and-contacts/withdrawn-words'
import { Faults } from './files/content-error'
import {
  contentLanguages,
  draftLanguages,
  type ContentLanguage,
  type DraftLanguage,
  type TextLanguage,
} from './files/language'
import {
  chapterParts,
  easyReadIds,
  guideIds,
  pageIds,
  type EasyReadId,
  type GuideId,
  type PageId,
} from './texts/booklet'
import { readDraftWords, type DraftWords } from './texts/draft-words'
import { parseEasyRead, type EasyReadText } from './texts/easy-read'
import { splitFrontMatter } from './texts/front-matter'
import { parseMarkdown, type Text, type TextFault } from './texts/markdown'
import { readPhrases, type Phrases } from './texts/phrases'
import { readPictures, type Pictures } from './texts/pictures'
import { readSearchWords, type SearchWords } from './texts/search-words'

/** Metadata of a text. */
export interface Source<Language extends TextLanguage = ContentLanguage> {
  id: string
  language: Language
  /** The file's path from the project's root, for editors. */
  file: string
  title: string
  description: string
  /** The date of review by someone other than the writer; null before review. */
  reviewed: string | null
  /** False for a translation that no fluent reader has checked. */
  translationChecked: boolean
  /** The facts and contacts that it references: `fact:NAME`, `contact:NAME`. */
  names: readonly string[]
}

/** A text of the booklet, the leaflet or the service's own pages, in one language. */
export type Document = Source & Text
/** The edition of a text in Easy Read, in one language. */
export type EasyRead = Source & EasyReadText & { id: EasyReadId }
/** The leaflet in a further language, as a draft for a translator. */
export type LeafletDraft = Source<DraftLanguage> & Text & { words: DraftWords }
export type Chapter = Document & { id: ChapterId }
export type Guide = Document & { id: GuideId }

export interface Content extends Named {
  /** Facts and contacts as in the files, without overrides; `facts` and `contacts` have them applied. */
  files: Entries
  leaflet: Readonly<Record<ContentLanguage, Document>>
  /** Empty in production. */
  drafts: readonly LeafletDraft[]
  /** Front pages of the booklet: how to use it, who is who, glossary. */
  guides: Readonly<Record<ContentLanguage, readonly Guide[]>>
  /** The chapters that are written, in the booklet's order. */
  chapters: Readonly<Record<ContentLanguage, readonly Chapter[]>>
  /** The editions in Easy Read that are written, the leaflet's first. */
  easyRead: Readonly<Record<ContentLanguage, readonly EasyRead[]>>
  pictures: Pictures
  pages: Readonly<Record<ContentLanguage, ReadonlyMap<PageId, Document>>>
  searchWords: SearchWords
}

/**
 * Reads and checks the booklet, the leaflet, the pages about the service, the contacts and the facts.
 *
 * @param contentDir the folder `content`
 * @param production leaves out the drafts that no translator has checked
 * @param settings the settings that texts state; without it the facts' default values apply
 * @param changes content overrides, applied over the files
 * @throws ContentError with every fault, each with its file and line: `content/en/leaflet.md line 12: unknown fact foo`
 */
export function loadContent(
  contentDir: string,
  {
    production = false,
    settings,
    changes = [],
  }: { production?: boolean; settings?: SettingsInTexts; changes?: readonly ContentOverride[] } = {},
): Content {
  const faults = new Faults()
  const facts = readFacts({ path: join(contentDir, 'facts.json'), name: 'content/facts.json' }, faults)
  const files: Entries = {
    facts: settings ? followSettings(facts, settings) : facts,
    contacts: readContacts({ path: join(contentDir, 'contacts.json'), name: 'content/contacts.json' }, faults),
  }
  const searchWords = readSearchWords(
    { path: join(contentDir, 'search-words.json'), name: 'content/search-words.json' },
    faults,
  )
  const pictures = readPictures({ path: join(contentDir, 'pictures.json'), name: 'content/pictures.json' }, faults)
  const phrases = readPhrases({ path: join(contentDir, 'phrases.json'), name: 'content/phrases.json' }, faults)
  const withdrawn = readWithdrawnWords(
    { path: join(contentDir, 'withdrawn.json'), name: 'content/withdrawn.json' },
    faults,
  )
  faults.throwIfAny()
  const named: Named = { ...applyOverrides(files, changes, withdrawn!), withdrawn: withdrawn! }
  const reader = { contentDir, named, phrases, pictures, faults }

  const written = {
    chapters: textsWritten(reader, { folder: 'booklet', ids: chapterIds, unknown: 'the booklet has no chapter' }),
    easyRead: textsWritten(reader, { folder: 'easy-read', ids: easyReadIds, unknown: 'Easy Read has no edition' }),
  }
  const read = {
    en: readLanguage(reader, 'en', written),
    cy: readLanguage(reader, 'cy', written),
  }
  const drafts = production ? [] : draftLanguages.map(language => readDraft(reader, language))
  faults.throwIfAny()
  return {
    ...named,
    files,
    leaflet: { en: read.en.leaflet!, cy: read.cy.leaflet! },
    drafts: drafts.filter(draft => draft !== null),
    guides: { en: read.en.guides, cy: read.cy.guides },
    chapters: { en: read.en.chapters, cy: read.cy.chapters },
    easyRead: { en: read.en.easyRead, cy: read.cy.easyRead },
    pictures,
    pages: { en: read.en.pages, cy: read.cy.pages },
    searchWords,
  }
}

function readLanguage(
  reader: Reader,
  language: ContentLanguage,
  written: { chapters: readonly ChapterId[]; easyRead: readonly EasyReadId[] },
) {
  const pages = new Map<PageId, Document>()
  for (const id of pageIds) {
    const page = readDocument(reader, language, id, `pages/${id}.md`)
    if (page) pages.set(id, page)
  }
  return {
    leaflet: readDocument(reader, language, 'leaflet', 'leaflet.md'),
    guides: guideIds.map(id => readDocument(reader, language, id, `guide/${id}.md`)).filter(guide => guide !== null),
    chapters: written.chapters
      .map(id => readDocument(reader, language, id, `booklet/${id}.md`))
      .filter(chapter => chapter !== null)
      .map(chapter => withParts(chapter, reader.faults)),
    easyRead: written.easyRead
      .map(id => readEasyRead(reader, language, id, `easy-read/${id}.md`))
      .filter(edition => edition !== null),
    pages,
  }
}

/** Every text must exist in both languages; readSource reports a missing one. */
function textsWritten<Id extends string>(
  { contentDir, faults }: Reader,
  { folder, ids, unknown }: { folder: string; ids: readonly Id[]; unknown: string },
): Id[] {
  const found = new Set<string>()
  for (const language of contentLanguages) {
    const dir = join(contentDir, language, folder)
    for (const name of existsSync(dir) ? readdirSync(dir) : []) {
      const id = name.replace(/\.md$/, '')
      if (!ids.some(known => `${known}.md` === name)) {
        faults.add(`content/${language}/${folder}/${name}`, null, `${unknown} of this name`)
      }
      found.add(id)
    }
  }
  return ids.filter(id => found.has(id))
}

interface Reader {
  contentDir: string
  named: Named
  phrases: Phrases
  pictures: Pictures
  faults: Faults
}

function readDocument<Id extends string>(reader: Reader, language: ContentLanguage, id: Id, name: string) {
  return readSource(reader, language, id, name, body => parseMarkdown(body, language, reader))
}

function readEasyRead(reader: Reader, language: ContentLanguage, id: EasyReadId, name: string) {
  return readSource(reader, language, id, name, body => parseEasyRead(body, language, reader))
}

/** Reads a leaflet draft. Every fact that it references must be translated into its language. */
function readDraft(reader: Reader, language: DraftLanguage): LeafletDraft | null {
  const { contentDir, faults } = reader
  const facts = new Map([...reader.named.facts].filter(([, fact]) => fact.value[language] !== undefined))
  const named = { ...reader.named, facts }
  const parse = (body: string) => parseMarkdown(body, language, { ...reader, named })
  const draft = readSource({ ...reader, named }, language, 'leaflet', 'leaflet.md', parse)
  const name = `${language}/words.json`
  const words = readDraftWords({ path: join(contentDir, name), name: `content/${name}` }, faults)
  if (draft?.translationChecked) faults.add(draft.file, 1, 'front matter: a draft has the translation not-checked')
  return draft && words && { ...draft, words }
}

function readSource<Language extends TextLanguage, Id extends string, Parsed extends object>(
  { contentDir, named, faults }: Reader,
  language: Language,
  id: Id,
  name: string,
  parse: (body: string) => { text: Parsed; faults: readonly TextFault[] },
): (Source<Language> & Parsed & { id: Id; linesBefore: number }) | null {
  const file = `content/${language}/${name}`
  const path = join(contentDir, language, name)
  if (!existsSync(path)) {
    faults.add(file, null, 'this page is missing in this language')
    return null
  }
  const split = splitFrontMatter(readFileSync(path, 'utf8'), file, faults)
  if (!split) return null
  const { frontMatter, body, bodyStartsAfterLine } = split
  if (language === 'cy' && frontMatter.translation === undefined) {
    faults.add(file, 1, 'front matter: a Welsh text says whether its translation is checked or not-checked')
  }

  const found = new Faults()
  checkReferences(`${frontMatter.title}\n${frontMatter.description}`, 2, file, named, found)
  checkReferences(body, bodyStartsAfterLine + 1, file, named, found)
  if (faults.takeFrom(found)) return null

  const { text, faults: textFaults } = parse(body)
  for (const { line, what } of textFaults) faults.add(file, bodyStartsAfterLine + 1 + line, what)
  return {
    ...text,
    id,
    language,
    file,
    linesBefore: bodyStartsAfterLine,
    title: fillReferences(frontMatter.title, language, named),
    description: fillReferences(frontMatter.description, language, named),
    reviewed: frontMatter.reviewed === 'not-yet' ? null : frontMatter.reviewed,
    translationChecked: frontMatter.translation !== 'not-checked',
    names: referencesIn(`${frontMatter.title}\n${frontMatter.description}\n${body}`),
  }
}

/** Checks that a chapter has the five parts in order, and sets their language-independent ids. */
function withParts(chapter: Chapter & { linesBefore: number }, faults: Faults): Chapter {
  const { linesBefore, ...rest } = chapter
  const sections = chapterParts.map((part, index) => {
    const section = chapter.sections[index]
    if (section?.title === part.title[chapter.language]) return { ...section, id: part.id }
    const line = section ? linesBefore + 1 + section.line : null
    faults.add(chapter.file, line, `expected the part “${part.title[chapter.language]}” here`)
    return null
  })
  const extra = chapter.sections[chapterParts.length]
  if (extra) faults.add(chapter.file, linesBefore + 1 + extra.line, 'a chapter has five parts, and this is a sixth')
  return { ...rest, sections: sections.filter(section => section !== null) }
}
