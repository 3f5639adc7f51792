import { addressIn } from '../../content/addresses'
import type { ContentLanguage } from '../../content/files/language'
import { formWords, questionWords } from '../../content/words/form-words'
import type { Translate } from '../../content/words/words'
import {
  formOnPaper,
  forms,
  optionsOf,
  type Form,
  type PaperCondition,
  type PaperQuestion,
} from '../../domain/applications'

/** A tick box and the instruction that follows from it. */
export interface BlankOption {
  readonly text: string
  readonly then: string | null
}

export interface BlankQuestion {
  readonly title: string
  /** When to answer the question, help with it, and why it is asked, each in one or two sentences. */
  readonly onlyIf: readonly string[]
  readonly hints: readonly string[]
  /** The number of lines to write on; 0 for tick boxes. */
  readonly lines: number
  readonly options: readonly BlankOption[]
}

/** A form to fill in by hand, in one language. Its name reveals nothing to a cellmate. */
export interface BlankForm {
  readonly title: string
  readonly pageTitle: string
  readonly code: string
  readonly before: readonly string[]
  readonly how: readonly string[]
  readonly about: { readonly title: string; readonly boxes: readonly string[] }
  readonly questions: readonly BlankQuestion[]
  readonly end: {
    readonly title: string
    readonly who: string
    readonly writers: readonly BlankOption[]
    readonly sign: string
    readonly next: readonly string[]
  }
}

/** The English address of a blank form. */
export function blankFormPath({ code }: Pick<Form, 'code'>): string {
  return `/forms/${code.toLowerCase()}`
}

/** The blank forms, in the order of the forms on screen. */
export function blankFormLinks(language: ContentLanguage, t: Translate) {
  return forms.map(form => ({
    text: formWords(t, form)('title'),
    href: addressIn(language, blankFormPath(form)),
    code: codeOf(form, t),
    note: form.estate === 'women' ? t('paper-forms:list.women') : null,
  }))
}

/** Builds a blank form from the form's declaration and its wording. */
export function presentBlankForm(form: Form, language: ContentLanguage, t: Translate): BlankForm {
  const words = formWords(t, form)
  const title = words('shortTitle')
  const questions = formOnPaper(form)
  const leads = questions.some(({ goTo }) => goTo.size > 0)
  return {
    title,
    pageTitle: t('paper-forms:page-title', { title }),
    code: codeOf(form, t),
    before: [words('what'), words('before')],
    how: (['tick', ...(leads ? (['go-to'] as const) : []), 'mistake', 'help'] as const).map(key =>
      t(`paper-forms:how.${key}`),
    ),
    about: {
      title: t('paper-forms:about-you.title'),
      boxes: (['name', 'number', 'date'] as const).map(key => t(`paper-forms:about-you.${key}`)),
    },
    questions: questions.map(question => presentQuestion(form, question, language, t)),
    end: {
      title: t('paper-forms:end.title'),
      who: t('paper-forms:end.who'),
      writers: (['person', 'staff', 'someone-else'] as const).map(key => ({
        text: t(`paper-forms:end.writers.${key}`),
        then: null,
      })),
      sign: t('paper-forms:end.sign'),
      next: [
        ...(form.private
          ? [t('paper-forms:end.hand-private')]
          : [t('paper-forms:end.hand'), t('paper-forms:end.envelope')]),
        t('paper-forms:end.next'),
      ],
    },
  }
}

function codeOf({ code, version }: Form, t: Translate): string {
  return t('paper-forms:code', { code, version })
}

function presentQuestion(
  form: Form,
  { number, question, onlyIf, goTo }: PaperQuestion,
  language: ContentLanguage,
  t: Translate,
): BlankQuestion {
  const words = questionWords(t, form, question)
  return {
    title: `${number}. ${words.title}`,
    onlyIf: onlyIf.map(condition => sayCondition(form, condition, language, t)),
    hints: [
      ...(words.hint === undefined ? [] : [words.hint]),
      words.why,
      ...(question.kind === 'many' ? [t('forms/common:hints.many')] : []),
    ],
    lines: question.kind === 'words' ? linesFor(question.limit) : question.kind === 'date' ? 1 : 0,
    options: optionsOf(question).map(option => {
      const then = sayWhatFollows(option)
      return { text: then === null ? words.option(option) : `${words.option(option)}.`, then }
    }),
  }

  function sayWhatFollows(option: string): string | null {
    if (question.stop?.includes(option)) return t('paper-forms:stop')
    const next = goTo.get(option)
    const follows = [
      ...(question.concern?.includes(option) ? [t('paper-forms:tell-now')] : []),
      ...(next === null ? [t('paper-forms:go-to-end')] : []),
      ...(next ? [t('paper-forms:go-to', { number: next })] : []),
    ]
    return follows.length === 0 ? null : follows.join(' ')
  }
}

function sayCondition(
  form: Form,
  { number, question, ticked, options }: PaperCondition,
  language: ContentLanguage,
  t: Translate,
): string {
  const words = questionWords(t, form, question)
  const quoted = options.map(option => `“${words.option(option)}”`)
  const list = new Intl.ListFormat(language, { type: 'disjunction' }).format(quoted)
  return t(ticked ? 'paper-forms:only-if' : 'paper-forms:leave-out', { options: list, number })
}

/** Assumes forty handwritten characters per line. */
function linesFor(limit: number): number {
  return Math.max(2, Math.ceil(limit / 40))
}
