import { z } from 'zod'
import type { Translate } from '../../../content/words/words'
import { difficulties, privateTimes, readingHelps, type Difficulty } from '../../../domain/people'
import type { AboutMeAnswers } from '../../../use-cases/people/in-cell/about-me'
import { languages } from '../../../web/pages/language'

const noneOfThese = 'none'
const ratherNotSay = 'rather-not-say'
/** What can be ticked of what is hard; the last two go with nothing else. */
export const hardChoices = [...difficulties, noneOfThese, ratherNotSay] as const

/** Boxes that were ticked: a browser sends one as a text, several as a list. */
function ticked<T extends string>(choices: readonly [T, ...T[]]) {
  const choice = z.enum(choices)
  return z.union([choice.transform(one => [one]), z.array(choice).max(choices.length)]).default([])
}

const aboutMeForm = z.object({
  language: z.enum(languages),
  help: ticked(readingHelps),
  hard: ticked(hardChoices).refine(chosen => chosen.length < 2 || !chosen.some(isAlone)),
  'private-time': z.enum(privateTimes).optional(),
})

type Field = keyof z.infer<typeof aboutMeForm>

/** What the form holds as it was sent, to fill it in again: nothing but what it offers. */
export interface Chosen {
  readonly language: string | undefined
  readonly help: readonly string[]
  readonly hard: readonly string[]
  readonly privateTime: string | undefined
}

export type ReadForm =
  | { readonly ok: true; readonly answers: AboutMeAnswers }
  | { readonly ok: false; readonly chosen: Chosen; readonly errors: readonly object[] }

/** Reads what the form about the person posted. */
export function readAboutMe(body: unknown, t: Translate): ReadForm {
  const form = aboutMeForm.safeParse(body ?? {})
  if (form.success) {
    const { language, help, hard, 'private-time': privateTime } = form.data
    return { ok: true, answers: { language, readingHelp: [...new Set(help)], hard: meaningOf(hard), privateTime } }
  }
  const fields = new Set(form.error.issues.map(({ path }) => path[0] as Field))
  return {
    ok: false,
    chosen: chosenIn((body ?? {}) as Record<string, unknown>),
    errors: [...fields].map(field => ({ href: `#${field}`, text: t(`in-cell/about-me:errors.${field}`), field })),
  }
}

/** What goes with nothing else that is ticked. */
export function isAlone(choice: string): boolean {
  return choice === noneOfThese || choice === ratherNotSay
}

function meaningOf(chosen: readonly (typeof hardChoices)[number][]): AboutMeAnswers['hard'] {
  if (chosen.length === 0) return undefined
  if (chosen.includes(ratherNotSay)) return 'taken-back'
  return difficulties.filter((each: Difficulty) => chosen.includes(each))
}

function chosenIn(body: Record<string, unknown>): Chosen {
  const offered = (value: unknown, choices: readonly string[]) => choices.filter(each => [value].flat().includes(each))
  const [language] = offered(body.language, languages)
  const [privateTime] = offered(body['private-time'], privateTimes)
  return {
    language,
    help: offered(body.help, readingHelps),
    hard: offered(body.hard, hardChoices),
    privateTime,
  }
}
