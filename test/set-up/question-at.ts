import { isDay, isWords, optionsChosen, type Answers, type Form, type Question } from '../../server/domain/applications'
import { questionKey } from '../../server/sites/in-cell/applications/filling-in/question-identity'
import type { Fields, Visitor } from './visitor'

/** The question whose page has this address. */
export function questionAt(form: Form, path: string): Question {
  const key = path.split('/').at(-1)
  const question = form.questions.find(each => questionKey(form, each) === key)
  if (!question) throw new Error(`No question of ${form.id} is at ${path}`)
  return question
}

/** The fields by which a page gives these answers to its questions; what is empty is not sent. */
export function fieldsFor(page: readonly Question[], answers: Answers): Fields {
  const fields: Record<string, string | readonly string[]> = {}
  for (const question of page) {
    const answer = answers[question.id]
    const suffix = question === page[0] ? '' : `-${question.id}`
    if (answer === undefined) continue
    fields[`choice${suffix}`] = [...optionsChosen(answer)]
    if (isWords(answer)) fields[`words${suffix}`] = answer.words
    if (isDay(answer)) fields[`day${suffix}`] = answer.day.split('-').reverse().join('/')
  }
  return fields
}

/** What answers a whole page: what is given for a question by its title, or its first choice, or some words. */
export function firstAnswers({ $ }: Visitor, given: Readonly<Record<string, string>> = {}): Fields {
  const fields: Record<string, string> = {}
  const titled = (title: string) => given[title.replace(/\s+/g, ' ').trim()]
  for (const box of $('#answers [name^=words]').get()) {
    const label = $(`#answers label[for="${$(box).attr('id')}"]`).text()
    fields[$(box).attr('name')!] = titled(label) ?? 'Some words'
  }
  for (const choice of $('#answers [name^=choice]').get()) {
    const name = $(choice).attr('name')!
    const suffix = name.replace('choice', '')
    if (`words${suffix}` in fields || name in fields) continue
    const isDay = $(`#answers [name="day${suffix}"]`).length > 0
    const legend = $(choice).closest('fieldset').find('legend').text()
    fields[name] = isDay ? 'do-not-know' : (titled(legend) ?? String($(choice).val()))
  }
  return fields
}
