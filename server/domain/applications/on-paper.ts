import { isChoice, type Condition, type Form, type Question } from './form'
import { withheldOf } from './journey'

/** Options that must, or must not, be ticked in an earlier question of a paper form. */
export interface PaperCondition {
  readonly number: number
  readonly question: Question
  /** Whether one of the options must be ticked, or none of them. */
  readonly ticked: boolean
  readonly options: readonly string[]
}

/** A question on a paper form, where only printed instructions guide the reader. */
export interface PaperQuestion {
  readonly number: number
  readonly question: Question
  /** The question is to be answered only if all of these hold. Empty where every jump to it already guarantees that. */
  readonly onlyIf: readonly PaperCondition[]
  /** The number of the next question by option, if not simply the following one; null is the end. */
  readonly goTo: ReadonlyMap<string, number | null>
}

/**
 * Converts a form for paper: following `goTo` and `onlyIf` leads to the same questions as `questionsAsked`. Questions
 * ruled out directly after an option are skipped by a jump; questions ruled out later state their condition.
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
      exclusiveOptions(question).flatMap(option => {
        const next = nextAfter(index, option)
        return next === index + 1 ? [] : [[option, next === questions.length ? null : next + 1] as const]
      }),
    ),
  }))

  /** The first following question that this answer does not rule out. */
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

  /**
   * Whether every answer against the condition, and everything that rules out its question, already jumps past this
   * question.
   */
  function isMadeSure(condition: Condition, index: number): boolean {
    const about = at(condition.question)
    const against = optionsOf(about.question).filter(option => !condition.is.includes(option))
    const exclusive = exclusiveOptions(about.question)
    return (
      against.every(option => exclusive.includes(option) && nextAfter(about.index, option) > index) &&
      (about.question.when ?? []).every(each => isMadeSure(each, index))
    )
  }

  /** States the condition in its shorter form, "ticked" or "not ticked", where both are equivalent. */
  function conditionOnPaper({ question: id, is }: Condition): PaperCondition {
    const { index, question } = at(id)
    const against = optionsOf(question).filter(option => !is.includes(option))
    const isUnconditional = question.when === undefined && question.kind === 'one'
    const ticked = !isUnconditional || against.length >= is.length
    return { number: index + 1, question, ticked, options: ticked ? is : against }
  }
}

/** All options of a question, including the withheld answers. */
export function optionsOf(question: Question): readonly string[] {
  return [...(isChoice(question) ? question.options : []), ...withheldOf(question)]
}

/** The options that exclude all others. */
function exclusiveOptions(question: Question): readonly string[] {
  if (question.kind !== 'many') return optionsOf(question)
  return [...(question.alone === undefined ? [] : [question.alone]), ...withheldOf(question)]
}
