import type { Action } from '../routing'
import { topicEntry, type CommissionedService, type Topic } from '../topics'
import type { Answers, ConsentBody, Form } from './form'

/** The answer to one consent question. */
export interface ConsentAnswer {
  readonly body: ConsentBody
  readonly question: string
  /** False is an explicit no; a withheld answer counts as neither. */
  readonly given: boolean
  /** The body that they named, such as the council of their choice. */
  readonly whom: string | null
}

/** The consents in a form's answers: a yes, or a no that withdraws an earlier yes. */
export function consentAnswers(form: Form, answers: Answers): readonly ConsentAnswer[] {
  return form.questions.flatMap(question => {
    if (question.kind !== 'one' || question.consent === undefined) return []
    const answer = answers[question.id]
    if (answer !== 'yes' && answer !== 'no') return []
    const { to, named } = question.consent
    const whom = named === undefined ? undefined : answers[named]
    return [
      {
        body: to,
        question: question.id,
        given: answer === 'yes',
        whom: typeof whom === 'object' && 'words' in whom ? whom.words : null,
      },
    ]
  })
}

/** The body that takes the referral to each commissioned service. */
const bodyOf: Readonly<Record<CommissionedService, ConsentBody>> = {
  accommodation: 'housing-contact',
  finance: 'debt-service',
  mentoring: 'mentor-service',
  womens: 'womens-service',
}

/**
 * The bodies that an action discloses information to. Empty for actions within prison and probation, for actions that
 * only gather information, and for everything about safety: a safety concern is passed on with or without consent (PF
 * 3.8).
 */
export function bodiesInformed(action: Action, topic: Topic): readonly ConsentBody[] {
  switch (action) {
    case 'complete-duty-to-refer':
    case 'complete-application-for-assistance':
      return ['council-housing', 'housing-contact']
    case 'custody-team-makes-crs-referral':
    case 'refer-through-corre-hub':
    case 'com-makes-crs-referral':
    case 'arrange-first-crs-contact': {
      const { crs } = topicEntry(topic)
      return [crs === undefined ? 'outside-service' : bodyOf[crs]]
    }
    case 'refer-to-local-accommodation':
      return ['housing-contact']
    case 'refer-to-dwp-work-coach':
      return ['dwp']
    case 'refer-to-prison-banking':
      return ['bank']
    case 'signpost-to-healthcare-for-gp':
      return ['gp']
    case 'liaise-with-local-authority-social-care':
      return ['social-care']
    case 'liaise-with-leaving-care-team':
      return ['leaving-care']
    default:
      return []
  }
}

/** The consents still missing before an action can be ticked; ticking it means that the information was passed on. */
export function consentMissing(action: Action, topic: Topic, live: ReadonlySet<ConsentBody>): readonly ConsentBody[] {
  return bodiesInformed(action, topic).filter(body => !live.has(body))
}
