import type { ContentLanguage } from '../../../content/files/language'
import type { Form } from '../../../domain/applications'
import type { Piece, PrintedDocument, PrintSize, Run } from '../../../pdf/pieces'
import { presentBlankForm, type BlankOption, type BlankQuestion } from '../blank-forms'
import { about, composerFor, notice, paragraph, urgent, type PrintedFrom } from './compose'

/** Composes a blank form for printing. */
export function composeBlankForm(
  from: PrintedFrom,
  form: Form,
  language: ContentLanguage,
  size: PrintSize,
): PrintedDocument {
  const composer = composerFor(from, language, size)
  const blank = presentBlankForm(form, language, composer.t)
  return {
    ...about(blank.title, composer.t('paper-forms:list.description'), composer),
    pieces: [
      { kind: 'heading', level: 1, text: blank.title },
      paragraph(blank.code),
      ...notice({ translationChecked: language === 'en' }, composer),
      ...blank.before.map(paragraph),
      { kind: 'list', ordered: false, items: blank.how.map(each => [paragraph(each)]) },
      { kind: 'heading', level: 2, text: blank.about.title },
      { kind: 'boxes', labels: blank.about.boxes },
      ...blank.questions.map(question),
      { kind: 'heading', level: 2, text: blank.end.title },
      { kind: 'together', pieces: [paragraph(blank.end.who), ticks(blank.end.writers)] },
      { kind: 'boxes', labels: [blank.end.sign] },
      ...blank.end.next.map(paragraph),
      ...urgent(composer),
    ],
  }

  function question({ title, onlyIf, hints, lines, options }: BlankQuestion): Piece {
    const text: Piece[] = [
      { kind: 'heading', level: 2, text: title },
      ...onlyIf.map((each): Piece => ({ kind: 'paragraph', runs: [bold(each)] })),
      ...hints.map(paragraph),
    ]
    if (lines === 0) return { kind: 'together', pieces: [...text, ticks(options)] }
    const instead = paragraph(composer.t('forms/common:hints.withheld'))
    return { kind: 'together', pieces: [...text, { kind: 'lines', count: lines }, instead, ticks(options)] }
  }
}

function ticks(options: readonly BlankOption[]): Piece {
  return {
    kind: 'ticks',
    options: options.map(({ text, then }) => [
      { text: then === null ? text : `${text} `, bold: false, unbroken: false },
      ...(then === null ? [] : [bold(then)]),
    ]),
  }
}

function bold(text: string): Run {
  return { text, bold: true, unbroken: false }
}
