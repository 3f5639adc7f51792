import MarkdownIt from 'markdown-it'
import type { Contact } from '../facts-and-contacts/contacts'
import { namesIn, numberOf, referencePattern, type Named } from '../facts-and-contacts/references'
import { contentLanguages, directionOf, type ContentLanguage, type TextLanguage } from '../files/language'
import type { Phrases } from './phrases'

type Token = MarkdownIt.Token

/** A block of a text: rendered HTML, or something that the page lays out itself. */
export type Block =
  { kind: 'html'; html: string } | { kind: 'contacts'; contacts: readonly Contact[] } | { kind: 'box'; label: string }

export interface Section {
  id: string
  title: string
  /** The line of the body at which the section's heading stands, counted from 0. */
  line: number
  blocks: readonly Block[]
}

export interface Text {
  introduction: readonly Block[]
  sections: readonly Section[]
}

/** What a text can reference, and the phrases it may use in other languages. */
export interface Known {
  named: Named
  phrases: Phrases
}

/** A fault that the Markdown itself has, and the line of the body, counted from 0. */
export interface TextFault {
  line: number
  what: string
}

const classes: Readonly<Record<string, string>> = {
  heading_open: 'govuk-heading-m',
  paragraph_open: 'govuk-body',
  bullet_list_open: 'govuk-list govuk-list--bullet',
  ordered_list_open: 'govuk-list govuk-list--number',
  link_open: 'govuk-link',
  table_open: 'govuk-table',
  thead_open: 'govuk-table__head',
  tbody_open: 'govuk-table__body',
  tr_open: 'govuk-table__row',
  th_open: 'govuk-table__header',
  td_open: 'govuk-table__cell',
}

/**
 * Markdown with the references of references.ts, as sections under the text's second-level headings.
 * References must have been checked before.
 */
export function parseMarkdown(body: string, language: TextLanguage, known: Known): { text: Text; faults: TextFault[] } {
  const { named } = known
  const markdown = createMarkdown(language, known)
  const tokens = markdown.parse(body, {})
  const faults = headingFaults(tokens)
  giveClasses(tokens)
  giveHeadingIds(tokens)
  markRowHeaders(tokens)

  const introduction: Block[] = []
  const sections: Section[] = []
  let blocks = introduction
  let pending: Token[] = []
  const flush = () => {
    if (pending.length > 0) blocks.push({ kind: 'html', html: markdown.renderer.render(pending, markdown.options, {}) })
    pending = []
  }
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]!
    if (token.type === 'heading_open' && token.tag === 'h2') {
      flush()
      blocks = []
      const title = plainText(tokens[index + 1]!)
      sections.push({ id: String(token.attrGet('id')), title, line: token.map![0], blocks })
      index += 2
    } else if (token.type === 'reference_block') {
      flush()
      blocks.push(blockOf(token.info, token.content, named))
    } else {
      pending.push(token)
    }
  }
  flush()
  return { text: { introduction, sections }, faults }
}

/** One line of a text, with its references, as HTML that may stand in a paragraph. */
export function renderLine(line: string, language: TextLanguage, known: Known): string {
  const markdown = createMarkdown(language, known)
  const tokens = markdown.parseInline(line, {})
  giveClasses(tokens)
  return markdown.renderer.render(tokens, markdown.options, {})
}

function createMarkdown(language: TextLanguage, { named, phrases }: Known): MarkdownIt.MarkdownIt {
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: true, quotes: '“”‘’' })
  markdown.disable(['image', 'hr', 'fence', 'code', 'html_block', 'html_inline', 'lheading'], true)

  markdown.block.ruler.before('paragraph', 'reference_block', (state, startLine, _endLine, silent) => {
    const line = state.src.slice(state.bMarks[startLine]! + state.tShift[startLine]!, state.eMarks[startLine])
    const match = new RegExp(`^${referencePattern.source}$`).exec(line)
    if (!match || !['contacts', 'box'].includes(match[1]!)) return false
    if (silent) return true
    const token = state.push('reference_block', '', 0)
    token.info = match[1]!
    token.content = match[2]!
    token.map = [startLine, startLine + 1]
    state.line = startLine + 1
    return true
  })

  markdown.inline.ruler.before('emphasis', 'reference', (state, silent) => {
    const match = new RegExp(`^${referencePattern.source}`).exec(state.src.slice(state.pos))
    if (!match) return false
    if (!silent) {
      const token = state.push('reference', '', 0)
      token.info = match[1]!
      token.content = match[2]!
    }
    state.pos += match[0].length
    return true
  })

  const others = contentLanguages
    .filter(each => each !== language)
    .map(each => ({ language: each, pattern: patternOf(phrases[each]), around: language }))
  markdown.core.ruler.push('phrases', ({ tokens, Token }) => {
    const make: MakeToken = (type, tag, nesting) => new Token(type, tag, nesting)
    for (const token of tokens) {
      for (const other of others) token.children &&= sayLanguage(token.children, other, make)
    }
  })

  const { escapeHtml } = markdown.utils
  markdown.renderer.rules.reference = (tokens, index) => {
    const { info: kind, content: name } = tokens[index]!
    if (kind === 'fact') return escapeHtml(named.facts.get(name)!.value[language]!)
    const { words: number, address, isNumber } = numberOf(name, language, named)!
    const words = escapeHtml(number)
    if (!isNumber) return words
    // Keep the digit groups of a number in order inside right-to-left text.
    const direction = directionOf(language) === 'rtl' ? ' dir="ltr"' : ''
    return address
      ? `<a class="govuk-link app-phone" href="${address}"${direction}>${words}</a>`
      : `<span class="app-phone"${direction}>${words}</span>`
  }
  return markdown
}

type MakeToken = (type: string, tag: string, nesting: -1 | 0 | 1) => Token

/** Adds lang attributes to phrases of other languages, so that screen readers pronounce them correctly (WCAG 3.1.2). */
function sayLanguage(
  tokens: readonly Token[],
  { language, pattern, around }: { language: ContentLanguage; pattern: RegExp; around: TextLanguage },
  make: MakeToken,
): Token[] {
  return tokens.flatMap(token => {
    if (token.type !== 'text') return [token]
    return token.content.split(pattern).flatMap((content, index) => {
      const text = Object.assign(make('text', '', 0), { content })
      if (index % 2 === 0) return content === '' ? [] : [text]
      const open = make('phrase_open', 'span', 1)
      open.attrSet('lang', language)
      if (directionOf(around) !== directionOf(language)) open.attrSet('dir', directionOf(language))
      return [open, text, make('phrase_close', 'span', -1)]
    })
  })
}

/** Matches whole phrases, longest first. */
function patternOf(phrases: readonly string[]): RegExp {
  const longestFirst = phrases.toSorted((left, right) => right.length - left.length).map(escapeRegExp)
  return new RegExp(`(?<![\\p{L}\\p{N}])(${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

function blockOf(kind: string, content: string, named: Named): Block {
  if (kind === 'box') return { kind: 'box', label: content }
  return { kind: 'contacts', contacts: namesIn(content).map(id => named.contacts.get(id)!) }
}

function headingFaults(tokens: readonly Token[]): TextFault[] {
  return tokens
    .filter(token => token.type === 'heading_open' && token.tag !== 'h2' && token.tag !== 'h3')
    .map(token => ({ line: token.map![0], what: 'only headings of level 2 and 3 (## and ###) may stand in a text' }))
}

function giveClasses(tokens: readonly Token[]): void {
  for (const token of tokens) {
    const name = classes[token.type]
    if (name && !token.hidden) token.attrJoin('class', name)
    if (token.children) giveClasses(token.children)
  }
}

function giveHeadingIds(tokens: readonly Token[]): void {
  const used = new Set<string>()
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'heading_open') continue
    const plain = slug(plainText(tokens[index + 1]!))
    let id = plain
    for (let count = 2; used.has(id); count += 1) id = `${plain}-${count}`
    used.add(id)
    token.attrSet('id', id)
  }
}

/** Makes the first cell of each row its header, so that screen readers announce what a number belongs to. */
function markRowHeaders(tokens: readonly Token[]): void {
  let first = false
  let inHead = false
  let close: Token | undefined
  for (const token of tokens) {
    if (token.type === 'thead_open') inHead = true
    if (token.type === 'thead_close') inHead = false
    if (token.type === 'th_open') token.attrSet('scope', 'col')
    if (token.type === 'tr_open') first = !inHead
    if (token.type === 'td_open' && first) {
      token.tag = 'th'
      token.attrSet('scope', 'row')
      token.attrSet('class', 'govuk-table__header')
      first = false
      close = token
    } else if (token.type === 'td_close' && close) {
      token.tag = 'th'
      close = undefined
    }
  }
}

function plainText(inline: Token): string {
  return (inline.children ?? [])
    .filter(child => child.type === 'text' || child.type === 'code_inline')
    .map(child => child.content)
    .join('')
}

/** An id for a heading: `Mynd yn ôl?` gives `mynd-yn-ol`. */
export function slug(heading: string): string {
  return heading
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replaceAll(' ', '-')
}
