import type { Translate } from '../../../../server/content/words/words'
import type { ReviewRequest, Application, ApplicationEvent, Outcome, Person } from '../../../../server/database'
import { dayInWords } from '../../../../server/domain/calendar'
import type { Role } from '../../../../server/domain/staff/roles'
import { longDayOf } from '../../../../server/web/pages/days'
import { can } from '../../../access/permissions'
import { momentInWords } from '../../../presenting/moments'
import { fullName } from '../../../presenting/people/full-name'
import { byAndWhen, presentHeading } from '../details/heading'
import { limits } from './forms'

const inOneSentence = new Intl.ListFormat('en-GB', { type: 'disjunction' })

interface Answered {
  readonly application: Application
  readonly person: Person
}

/** That the person does not agree, why, and what became of it. */
export function presentReviewRequest(
  { application, person, reviewRequest }: Answered & { readonly reviewRequest: ReviewRequest | undefined },
  role: Role,
  t: Translate,
) {
  if (!reviewRequest) return null
  const waits = reviewRequest.answer === null
  return {
    asked: t('console/review-request:asked', { name: fullName(person), when: momentInWords(reviewRequest.askedAt) }),
    words: reviewRequest.words,
    state: waits
      ? t('console/review-request:waits', { day: dayInWords(reviewRequest.respondBy) })
      : t(`console/review-request:${reviewRequest.answer}`, { name: reviewRequest.answeredByName }),
    answerAt:
      waits && can(role, 'answer-review-request') ? `/applications/${application.reference}/another-look` : null,
  }
}

/** The page where a manager looks again: what was answered by whom, and what the person says to that. */
export function presentReviewRequestForm(
  {
    application,
    person,
    events,
    others,
    instead,
    readerId,
  }: Answered & {
    readonly events: readonly ApplicationEvent[]
    /** Of the person, that the reader may see. */
    readonly others: readonly Application[]
    /** Who has to look again because the reader gave the answer. */
    readonly instead: readonly string[]
    readonly readerId: number
  },
  reviewRequest: ReviewRequest,
  chosen: string | undefined,
  t: Translate,
) {
  const outcomeEvent = events.findLast(({ kind }) => kind === 'outcome')
  return {
    ...presentHeading({ application, person }, t),
    pageName: t('console/review-request:form.page-name', { reference: application.reference }),
    limit: limits.answer,
    outcome: t('console/review-request:form.outcome', {
      outcome: t(`console/application:outcomes.${application.outcome as Outcome}`),
    }),
    givenBy: outcomeEvent
      ? t('console/review-request:form.given-by', {
          about: byAndWhen(outcomeEvent.staffName, outcomeEvent.happenedAt, t),
        })
      : null,
    ownAnswer:
      outcomeEvent?.staffId === readerId
        ? t(`console/review-request:form.own-answer.${instead.length > 0 ? 'text' : 'only-you'}`, {
            name: fullName(person),
            others: inOneSentence.format(instead),
          })
        : null,
    isForOthers: instead.length > 0,
    reason: application.outcomeReason,
    openToo: others
      .filter(({ status, topic }) => status === 'open' && topic === application.topic)
      .map(({ reference, sentAt, team }) => ({
        href: `/applications/${reference}`,
        reference,
        about: t('console/review-request:form.open-too.about', {
          day: longDayOf(sentAt, 'en'),
          team: t(`console/routing:teams.${team}`),
        }),
      })),
    words: reviewRequest.words,
    choices: (['stands', 'opened-again'] as const).map(value => ({
      value,
      text: t(`console/review-request:form.choices.${value}`),
      hint: { text: t(`console/review-request:form.hints.${value}`) },
      checked: value === chosen,
    })),
  }
}
