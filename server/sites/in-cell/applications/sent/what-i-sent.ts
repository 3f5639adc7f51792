import type { Request } from 'express'
import { questionWords } from '../../../../content/words/form-words'
import { composedKey, type Translate } from '../../../../content/words/words'
import type { Application } from '../../../../database'
import type { SiteDependencies } from '../../../../dependencies'
import { findForm } from '../../../../domain/applications'
import { askedTask, isPrivate } from '../../../../domain/checklist'
import { deviceOf, deviceRules } from '../../../../web/sessions/devices'
import { languageOf } from '../../signed-in'
import { answerText } from '../filling-in/question-presenter'
import { applicationAddress } from './application-in-request'

/**
 * What the person sent, in the words of the questions, once they have asked for it. Never what says that somebody is not
 * safe or is told in confidence; what is private on their own device only.
 */
export function presentWhatISent(
  application: Application,
  req: Request,
  { config }: Pick<SiteDependencies, 'config'>,
  t: Translate,
) {
  const isOwnDevice = deviceRules[deviceOf(req, config)].showsDetailsAtOnce
  if (!canShow(application, isOwnDevice)) return null
  const address = applicationAddress(application)
  if (req.query.sent !== 'show') return { href: `${address}?sent=show#what-i-sent`, rows: null }
  return { href: `${address}#what-i-sent`, rows: rowsOf(application, req, t) }
}

function canShow(application: Application, isOwnDevice: boolean): boolean {
  const { form, safetyConcern, unfinished, restricted } = application
  if (safetyConcern || unfinished || findForm(form).private) return false
  return isOwnDevice || !(restricted || isPrivate(application))
}

function rowsOf(application: Application, req: Request, t: Translate) {
  const { answers, task } = application
  const form = findForm(application.form)
  const asked = askedTask({ task })
  const given = form.questions
    .filter(({ id }) => answers[id] !== undefined)
    .map(question => {
      const words = questionWords(t, form, question)
      const title = asked ? t('in-cell/applications:what-i-sent.added') : words.title
      return { question: title, answer: answerText(answers[question.id], words, t, languageOf(req)) }
    })
  if (!asked) return given
  const question = t(composedKey(`in-cell/asks:questions.${asked}`))
  return [{ question: t('in-cell/applications:what-i-sent.question'), answer: question }, ...given]
}
