import { readConfig } from '../config'
import { stateOfChange, type ChangeState, type ContentOverride } from '../content/facts-and-contacts/apply-overrides'
import { contactMonths, isContactOverdue } from '../content/facts-and-contacts/contacts'
import { loadContent, type Content, type Document, type EasyRead } from '../content/load-content'
import {
  fleschKincaidGrade,
  highestGrade,
  prose,
  proseOfHtml,
  readNames,
  sentences,
  wordsIn,
} from '../content/texts/reading'
import { createDatabase } from '../database'
import { contentDir } from '../dependencies'
import { subtractMonths, type CalendarDay } from '../domain/calendar'
import { contextFrom } from '../use-cases/context'
import { runCommand, UsageError, withDatabase } from './run-command'

const usage = 'Usage: npm run --silent content:check, or npm run --silent content:check -- --published'

/** A section of the report: its heading and one line per entry. */
interface Part {
  title: string
  rows: string[][]
  /** The text when there are no entries. */
  none: string
}

/**
 * Lists what editors have to check: facts and contacts past their check date, unreviewed texts, unchecked translations,
 * and the reading age of each English text.
 *
 * @param today the London day that check dates are compared with
 * @param names the names of facts and contacts, from `readNames`
 * @param changes content overrides made in the console; null to report on the files only
 * @returns plain text
 */
export function contentReport(
  content: Content,
  today: CalendarDay,
  names: readonly string[],
  changes: readonly ContentOverride[] | null = null,
): string {
  const texts = [...textsIn(content, 'en'), ...textsIn(content, 'cy')]
  const parts: Part[] = [
    ...(changes === null ? [fileChecks] : whatWasChanged(content, changes)),
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
  return parts.map(formatPart).join('\n')
}

const fileChecks: Part = {
  title: 'What is read',
  rows: [],
  none: 'The files. With --published, also what was changed of facts and contacts in the console.',
}

function whatWasChanged({ files }: Content, changes: readonly ContentOverride[]): Part[] {
  const rowsOf = (state: ChangeState) =>
    changes.filter(change => stateOfChange(files, change) === state).map(({ kind, name }) => [kind, name])
  return [
    {
      title: 'Withdrawn in the console: texts say that staff are checking it',
      rows: rowsOf('withdrawn'),
      none: 'None.',
    },
    {
      title: 'Confirmed or corrected in the console, and not in the files yet',
      rows: rowsOf('changed'),
      none: 'None.',
    },
    {
      title: 'Changed in the console before the files said something else, which counts',
      rows: rowsOf('overtaken'),
      none: 'None.',
    },
  ]
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

/** The sentences of a text; in Easy Read each line is a sentence. */
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

/** Legal statements use the law's own wording, so their reading age is not limited. */
function isAbout({ file }: Document | EasyRead): boolean {
  return file.includes('/pages/')
}

function formatPart({ title, rows, none }: Part): string {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const lines = rows.map(row => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
  return [title, '', ...(rows.length > 0 ? lines : [`  ${none}`]), ''].join('\n')
}

/**
 * Prints the report on the files, which needs no database, or with `--published` on the files and the content overrides
 * made in the console. Exits with 1 and the reason when the content is invalid.
 */
async function main([option, ...others]: readonly string[]): Promise<void> {
  if ((option !== undefined && option !== '--published') || others.length > 0) throw new UsageError(usage)
  const config = readConfig(process.env)
  const changes =
    option === undefined ? null : await withDatabase(config, knex => createDatabase(knex).contentOverrides.latest())
  const content = loadContent(contentDir, changes === null ? {} : { settings: config, changes })
  console.log(contentReport(content, contextFrom(config).today, readNames(contentDir), changes))
}

if (require.main === module) void runCommand(() => main(process.argv.slice(2)))
