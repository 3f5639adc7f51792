import { z } from 'zod'
import { readingHint } from '../../../../server/content/texts/reading-hint'
import { applicationTitle } from '../../../../server/content/words/application-title'
import { answerWords, messageWords } from '../../../../server/content/words/reply-words'
import type { Translate, Words } from '../../../../server/content/words/words'
import { outcomes, type Application, type Outcome, type Person } from '../../../../server/database'
import type { Topic } from '../../../../server/domain/topics'
import type { Settlement } from '../../../../server/domain/work/notifications'
import { longDayOf } from '../../../../server/web/pages/days'
import { languages, type Language } from '../../../../server/web/pages/language'
import { formFields, freeTextIn, parseForm } from '../../../forms/form'
import type { FormReader } from '../../../page/kernel'
import {
  replyTemplates,
  templatesFor,
  type ReplyAction,
  type ReplyTemplate,
} from '../../../presenting/applications/reply-templates'
import { fullName } from '../../../presenting/people/full-name'
import { presentHeading } from '../details/heading'
import { settlementInWords } from './settlement-in-words'

interface About {
  readonly application: Application
  readonly person: Person
}

/** A template, in the language that it is to be put in the box in. */
export interface ChosenTemplate {
  readonly template: ReplyTemplate
  readonly language: Language
}

/** What somebody who writes to a person asks for: to go on writing, to look at it as the person will, or to send it. */
export type ReplyStep<Reply> =
  | { readonly kind: 'write'; readonly use: ChosenTemplate | null }
  | { readonly kind: 'check' | 'send'; readonly reply: Reply }

const replyStepForm = z.object({
  do: z.enum(['change', 'check', 'send']).catch('check'),
  use: z.string().max(40).nullable().catch(null),
  'words-in': z.enum(languages).catch('en'),
})

/** Reads a reply, and which button was pressed; without one of these it is shown first, and not sent. Nothing is checked while it is written. */
export function replyForm<Reply>(schema: z.ZodType<Reply>): FormReader<ReplyStep<Reply>, unknown> {
  return {
    fields: [...formFields(schema), 'words-in'],
    freeText: freeTextIn(schema),
    read: body => {
      const step = replyStepForm.parse(body ?? {})
      if (step.use !== null || step.do === 'change') {
        const template = replyTemplates.find(each => each === step.use)
        return { ok: true, value: { kind: 'write', use: template ? { template, language: step['words-in'] } : null } }
      }
      const read = parseForm(schema, body)
      return read.ok ? { ok: true, value: { kind: step.do, reply: read.value } } : read
    },
  }
}

/** What was typed in a field, and after it the words of a template; and the outcome that they are for, where none is chosen. */
export function withTemplate(
  typed: Readonly<Record<string, string>>,
  field: keyof typeof commandsFrom,
  use: ChosenTemplate | null,
  topic: Topic,
  words: Words,
): Readonly<Record<string, string>> {
  if (!use) return typed
  const parts = [typed[field]?.trimEnd(), wordsOf(use.template, use.language, words)]
  const text = parts.filter(part => part !== undefined && part !== '').join('\n\n')
  const withText = { ...typed, [field]: text }
  const outcome = commandsFrom[field].find(action => templatesFor(action, topic).includes(use.template))
  if (field === 'message' || outcome === undefined) return withText
  // What is carried on is left to do, so that the answer is not the whole of it.
  const isPart = outcome === 'agreed' && Object.values(typed).includes('carried-on')
  return { [outcomeFields[field]]: isPart ? 'agreed-in-part' : outcome, ...withText }
}

/** The ready words that suit what is written; after some are used, the same in the other language beside them. */
export function presentReadyWords(
  actions: readonly ReplyAction[],
  { application, person }: About,
  use: ChosenTemplate | null,
  typed: Readonly<Record<string, string>>,
  words: Words,
) {
  const t = words.in('en')
  const other = use?.language === 'cy' ? 'en' : 'cy'
  const languageNow = languages.find(each => each === typed['words-in']) ?? person.language
  return {
    groups: actions.map(action => ({
      action,
      label: t(`console/replies:for.${action}`),
      short: t(`console/replies:outcomes.${action}`),
      words: templatesFor(action, application.topic).map(id => {
        const title = t(`console/replies:templates.${id}`)
        return {
          id,
          title,
          // Scripts put them in without another page.
          texts: languages.map(language => ({
            language,
            text: wordsOf(id, language, words),
            title: t(`console/replies:beside.${language}`, { title }),
          })),
        }
      }),
    })),
    languages: languages.map(language => ({
      value: language,
      text: t(`console/replies:languages.${language}`),
      selected: language === languageNow,
    })),
    beside: use && {
      title: t(`console/replies:beside.${other}`, { title: t(`console/replies:templates.${use.template}`) }),
      language: other,
      text: wordsOf(use.template, other, words),
    },
  }
}

/** The actions that each page writes with. */
export const commandsFrom = {
  message: ['message'],
  answer: outcomes,
  'look-answer': ['stands', 'opened-again'],
} as const satisfies Readonly<Record<string, readonly ReplyAction[]>>

/** In which the outcome is chosen that a reply gives. */
const outcomeFields = { answer: 'outcome', 'look-answer': 'look-outcome' } as const

/** What is about to be sent. */
export type ReplyDraft = { readonly body: string } & (
  | { readonly field: 'message' }
  | {
      readonly field: 'answer'
      readonly outcome: Exclude<Outcome, 'withdrawn' | 'person-left'>
      /** What becomes of each action that is not done, and the fields that say so. */
      readonly settled: readonly Settlement[]
      readonly hiddenFields: readonly { readonly field: string; readonly value: string }[]
    }
  | { readonly field: 'look-answer'; readonly lookAnswer: 'stands' | 'opened-again' }
)

const paths = { message: 'messages', answer: 'outcome', 'look-answer': 'another-look' } as const

/** What staff look at before they send: the part of the page that the person will read, in the person's language. */
export function presentCheck(
  about: About,
  draft: ReplyDraft,
  { now, names, words }: { readonly now: Date; readonly names: readonly string[]; readonly words: Words },
) {
  const t = words.in('en')
  const { application, person } = about
  const name = fullName(person)
  const personsTranslate = words.in(person.language)
  const inWords = (at: Date) => longDayOf(at, person.language)
  const message = { sender: 'staff', body: draft.body, sentAt: now, readAt: null } as const
  return {
    ...presentHeading(about, t),
    pageName: t('console/replies:check.page-name', { reference: application.reference }),
    path: paths[draft.field],
    kept: [
      { field: draft.field, value: draft.body },
      ...(draft.field === 'answer' ? [{ field: 'outcome', value: draft.outcome }, ...draft.hiddenFields] : []),
      ...(draft.field === 'look-answer' ? [{ field: 'look-outcome', value: draft.lookAnswer }] : []),
    ],
    settled: draft.field === 'answer' ? draft.settled.map(each => settlementInWords(each, t)) : [],
    send: t(draft.field === 'answer' ? 'console/outcome:button' : 'console/application:messages.button', { name }),
    reads: t('console/replies:check.reads', { name, language: t(`console/replies:languages.${person.language}`) }),
    preview: {
      words: personsTranslate,
      language: person.language,
      title: `${applicationTitle(application, personsTranslate)} (${application.reference})`,
      answer:
        draft.field === 'answer'
          ? answerWords({ outcome: draft.outcome, outcomeReason: draft.body }, personsTranslate)
          : null,
      look: draft.field === 'look-answer' ? personsTranslate(`in-cell/after-sending:look.${draft.lookAnswer}`) : null,
      message: draft.field === 'answer' ? null : messageWords(message, { t: personsTranslate, inWords }),
    },
    hint: presentHint(draft.body, person.language, names, t),
  }
}

/** A measure of words says nothing of younger readers. */
const youngest = 7

/** How hard it is to read, in plain terms; it stops nobody. */
function presentHint(text: string, personsLanguage: Language, names: readonly string[], t: Translate) {
  const { language, age, longSentences, hardWords } = readingHint(text, names)
  const band = age === null ? 'no-age' : age <= 9 ? 'easy' : age <= 11 ? 'fair' : age <= 13 ? 'hard' : 'very-hard'
  return {
    other: language === personsLanguage ? null : t(`console/replies:hint.other.${language}`),
    age: t(`console/replies:hint.age.${language === 'cy' ? 'welsh' : band}`, {
      age: age !== null && age <= youngest ? t('console/replies:hint.youngest') : age,
    }),
    longSentences,
    hardWords: hardWords.join(', '),
  }
}

function wordsOf(template: ReplyTemplate, language: Language, words: Words): string {
  return words.in(language)(`reply-templates:${template}`)
}
