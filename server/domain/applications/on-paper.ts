import { withheldAnswers, type Condition, type Form, type Question } from './form'

/** What has to be ticked, or must not be, in an earlier question of a form on paper. */
export interface PaperCondition {
  readonly number: number
  readonly question: Question
  /** Whether one of the options is to be ticked, or none of them. */
  readonly ticked: boolean
  readonly options: readonly string[]
}

/** A question of a form on paper, where nothing but the words leads on. */
export interface PaperQuestion {
  readonly number: number
  readonly question: Question
  /** When it is to be answered: all of these. Empty where every way to it has made sure of that. */
  readonly onlyIf: readonly PaperCondition[]
  /** By option: the number of the question to go on with, where that is not simply the next; null is the end. */
  readonly goTo: ReadonlyMap<string, number | null>
}

/**
 * A form as somebody reads it who has only paper: who follows `goTo` and `onlyIf` answers what `questionsAsked` asks.
 * What an option rules out right behind it is jumped over; what is ruled out further on says so itself.
 */
export function formOnPaper(form: Form): readonly PaperQuestion[] {
  const { questions } = form
  const at = (id: string) => {
    const index = questions.findIndex(question => question.id === id)
    const question = questions[index]
    if (!question) throw new Error(`Form ${form.id} asks about ${id}, which it has not`)
    return { index, question }
  }
  return questions.map((question, index) => ({
    number: index + 1,
    question,
    onlyIf: (question.when ?? []).flatMap(condition =>
      isMadeSure(condition, index) ? [] : [conditionOnPaper(condition)],
    ),
    goTo: new Map(
      standingAlone(question).flatMap(option => {
        const next = nextAfter(index, option)
        return next === index + 1 ? [] : [[option, next === questions.length ? null : next + 1] as const]
      }),
    ),
  }))

  /** The first question behind it that is not ruled out by this answer. */
  function nextAfter(from: number, option: string): number {
    const ruledOut = new Set<string>()
    for (const [index, { id, when = [] }] of questions.entries()) {
      if (index <= from) continue
      const isRuledOut = when.some(
        condition =>
          ruledOut.has(condition.question) ||
          (condition.question === questions[from]?.id && !condition.is.includes(option)),
      )
      if (!isRuledOut) return index
      ruledOut.add(id)
    }
    return questions.length
  }

  /** Whether every answer against it, and all that rules out what it is about, leads past the question. */
  function isMadeSure(condition: Condition, index: number): boolean {
    const about = at(condition.question)
    const against = optionsOf(about.question).filter(option => !condition.is.includes(option))
    const alone = standingAlone(about.question)
    return (
      against.every(option => alone.includes(option) && nextAfter(about.index, option) > index) &&
      (about.question.when ?? []).every(each => isMadeSure(each, index))
    )
  }

  /** Said the shorter way round, where that says the same. */
  function conditionOnPaper({ question: id, is }: Condition): PaperCondition {
    const { index, question } = at(id)
    const against = optionsOf(question).filter(option => !is.includes(option))
    const isAlwaysAsked = question.when === undefined && question.kind === 'one'
    const ticked = !isAlwaysAsked || against.length >= is.length
    return { number: index + 1, question, ticked, options: ticked ? is : against }
  }
}

/** All that can be ticked for a question. */
export function optionsOf(question: Question): readonly string[] {
  return question.kind === 'words' ? withheldAnswers : [...question.options, ...withheldAnswers]
}

/** The options that are ticked with no other. */
function standingAlone(question: Question): readonly string[] {
  if (question.kind !== 'many') return optionsOf(question)
  return question.alone === undefined ? withheldAnswers : [question.alone, ...withheldAnswers]
}
