import type { PlanGroup, PlanLine, PlanWords } from '../../../content/words/leaving-plan-words'
import type { Translate } from '../../../content/words/words'
import type { CalendarDay } from '../../../domain/calendar'
import type { Piece, PrintedDocument, PrintSize } from '../../../pdf/pieces'
import type { Language } from '../../../web/pages/language'

/** What the font of the PDFs can draw of somebody's own words. */
const drawable = /^[\p{Script=Latin}\p{M}\d\s!-~£€‘’“”–—…•]*$/u

/** So long a word goes on no line; people do write them. */
const longestWord = 40

/** A person's plan as a document to print. */
export function composePlan(
  plan: PlanWords,
  { t, language, size, today }: { t: Translate; language: Language; size: PrintSize; today: CalendarDay },
): PrintedDocument {
  const heading = (level: 2 | 3, text: string): Piece => ({ kind: 'heading', level, text })
  const lines = (all: readonly PlanLine[]): Piece[] => [
    { kind: 'list', ordered: false, items: all.map(line => pieces(line, t)) },
  ]
  const group = ({ title, lines: all }: PlanGroup): Piece[] =>
    all.length === 0 ? [] : [heading(2, title), ...lines(all)]
  return {
    title: plan.title,
    description: plan.description,
    service: t('common:service'),
    language,
    size,
    textSize: size === 'large' ? 18 : 12,
    pages: null,
    pageWord: t('public:pdf.page'),
    day: today,
    pieces: [
      { kind: 'heading', level: 1, text: plan.title },
      paragraph(plan.name),
      ...plan.dates.map(each => paragraph(each)),
      heading(2, plan.next.title),
      ...(plan.next.groups.length === 0 ? [paragraph(plan.next.nothing)] : []),
      ...plan.next.groups.flatMap(({ title, lines: all }) => [heading(3, title), ...lines(all)]),
      ...group(plan.waiting),
      ...group(plan.done),
      heading(2, plan.meetings.title),
      paragraph(plan.meetings.hint),
      ...plan.meetings.lines.map(({ text, box }): Piece => ({
        kind: 'boxes',
        labels: [box === null ? text : `${text} ${box}:`.trim()],
      })),
      heading(2, plan.people.title),
      ...plan.people.rows.map(({ name, value }) => paragraph(`${name}: `, value)),
      paragraph(plan.people.team),
      heading(2, plan.numbers.title),
      paragraph(plan.numbers.hint),
      ...plan.numbers.rows.map(({ name, value }) => paragraph(`${name}: `, value)),
    ],
  }
}

function pieces({ text, details, note }: PlanLine, t: Translate): Piece[] {
  return [
    { kind: 'paragraph', runs: [{ text, bold: true, unbroken: false }] },
    ...details.map(each => paragraph(each)),
    ...(note === null ? [] : noteParagraphs(note, t)),
  ]
}

function noteParagraphs(note: string, t: Translate): Piece[] {
  if (!drawable.test(note)) return [paragraph(t('leaving-plan:note-not-drawn'))]
  return t('leaving-plan:note', { note })
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => paragraph(line.split(/\s+/).flatMap(brokenUp).join(' ')))
}

function brokenUp(word: string): string[] {
  const letters = [...word]
  return Array.from({ length: Math.ceil(letters.length / longestWord) }, (_, part) =>
    letters.slice(part * longestWord, (part + 1) * longestWord).join(''),
  )
}

function paragraph(text: string, bold?: string): Piece {
  return {
    kind: 'paragraph',
    runs: [
      { text, bold: false, unbroken: false },
      ...(bold === undefined ? [] : [{ text: bold, bold: true, unbroken: /^[\d ]+$/.test(bold) }]),
    ],
  }
}
