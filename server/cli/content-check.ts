import { circumstancesFrom } from '../circumstances'
import { ConfigError, readConfig } from '../config'
import { contactMonths, isContactOverdue } from '../content/contacts'
import { ContentError } from '../content/content-error'
import { loadContent, type Content, type Document, type EasyRead } from '../content/load-content'
import { fleschKincaidGrade, highestGrade, prose, proseOfHtml, readNames, sentences, wordsIn } from '../content/reading'
import { subtractMonths, type CalendarDay } from '../domain/calendar'
import { contentDir } from '../services'

/** A part of the report: what it lists, and a line for each. */
interface Part {
  title: string
  rows: string[][]
  /** What to say when there is nothing to list. */
  none: string
}

/**
 * What editors have to look at: facts and contacts past their check date, texts that nobody has reviewed, translations
 * that nobody has checked, and how hard each English text is to read.
 *
 * @param today the day from which to judge
 * @param names what readNames gives
 * @returns plain text
 */
export function contentReport(content: Content, today: CalendarDay, names: readonly string[]): string {
  const texts = [...textsIn(content, 'en'), ...textsIn(content, 'cy')]
  const parts: Part[] = [
    {
      title: `Facts past their check date on ${today}`,
      rows: [...content.facts.values()]
        .filter(({ checkBy }) => checkBy < today)
        .map(({ id, checkBy, source }) => [checkBy, id, source]),
      none: 'None.',
    },
    {
      title: `Contacts that are shown and were last checked before ${subtractMonths(today, contactMonths)}, or nobody knows when`,
      rows: contactsToCheck(content, today),
      none: 'None.',
    },
    {
      title: 'Texts that nobody has reviewed',
      rows: texts.filter(({ reviewed }) => reviewed === null).map(({ file }) => [file]),
      none: 'None.',
    },
    {
      title: 'Translations that no fluent reader has checked',
      rows: texts.filter(({ translationChecked }) => !translationChecked).map(({ file }) => [file]),
      none: 'None.',
    },
    {
      title: 'Reading age of the English texts (Flesch-Kincaid grade and five years, names aside)',
      rows: [
        ['age', 'grade', 'words', 'longest sentence', ''],
        ...textsIn(content, 'en').map(text => readingRow(text, names)),
      ],
      none: '',
    },
  ]
  return parts.map(written).join('\n')
}

function textsIn(
  { leaflet, guides, chapters, easyRead, pages }: Content,
  language: 'en' | 'cy',
): (Document | EasyRead)[] {
  return [
    leaflet[language],
    ...guides[language],
    ...chapters[language],
    ...easyRead[language],
    ...pages[language].values(),
  ]
}

/** What somebody reads as sentences; in Easy Read each line is one. */
function piecesOf(text: Document | EasyRead): string[] {
  if (!isEasyRead(text)) return prose(text)
  const lines = [...text.introduction, ...text.sections.flatMap(section => section.lines)]
  return lines.flatMap(({ html }) => proseOfHtml(`<p>${html}</p>`))
}

function isEasyRead(text: Document | EasyRead): text is EasyRead {
  return text.sections.some(section => 'lines' in section)
}

function contactsToCheck({ contacts }: Content, today: CalendarDay): string[][] {
  return [...contacts.values()]
    .filter(contact => isContactOverdue(contact, today))
    .map(({ id, lastChecked, website }) => [lastChecked ?? 'not known', id, website])
}

function readingRow(text: Document | EasyRead, names: readonly string[]): string[] {
  const pieces = piecesOf(text)
  const lengths = pieces.flatMap(sentences).map(sentence => wordsIn(sentence).length)
  const grade = fleschKincaidGrade(pieces, names)
  const limit = text.id === 'leaflet' ? highestGrade.leaflet : highestGrade.booklet
  return [
    (grade + 5).toFixed(1),
    grade.toFixed(1),
    String(lengths.reduce((sum, length) => sum + length, 0)),
    String(Math.max(...lengths)),
    `${text.file}${isAbout(text) || grade <= limit ? '' : ` (over grade ${limit})`}`,
  ]
}

/** The statements that the law asks for are written to its own words. */
function isAbout({ file }: Document | EasyRead): boolean {
  return file.includes('/pages/')
}

function written({ title, rows, none }: Part): string {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const lines = rows.map(row => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
  return [title, '', ...(rows.length > 0 ? lines : [`  ${none}`]), ''].join('\n')
}

/** Prints the report; the exit status is 1 where the content is broken, and says how. */
function main(): void {
  try {
    const { today } = circumstancesFrom(readConfig(process.env))
    console.log(contentReport(loadContent(contentDir), today, readNames(contentDir)))
  } catch (error) {
    if (!(error instanceof ContentError || error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

if (require.main === module) main()
