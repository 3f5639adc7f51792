import { answerWords } from '../../../../content/words/reply-words'
import type { Translate, WordingPart } from '../../../../content/words/words'
import type { ReviewRequest, Application, ApplicationEvent, Chase } from '../../../../database'
import { findForm } from '../../../../domain/applications'
import { addWorkingDays, type CalendarDay, type ExtraBankHolidays } from '../../../../domain/calendar'
import { isPrivate } from '../../../../domain/checklist'
import type { Action } from '../../../../domain/routing'
import { topicEntry } from '../../../../domain/topics'
import { canBeReviewed, isLate } from '../../../../use-cases/applications/sending/follow-application'
import { longDay, longDayOf } from '../../../../web/pages/days'
import type { Language } from '../../../../web/pages/language'
import type { PublicAddresses } from '../../public-addresses'

export interface AfterSending {
  readonly application: Application
  readonly lastNews: Chase | undefined
  readonly reviewRequest: ReviewRequest | undefined
  readonly today: CalendarDay
  readonly extraBankHolidays: ExtraBankHolidays
  readonly t: Translate
  readonly language: Language
  readonly addresses: PublicAddresses
}

/** What a person can do about a sent application: chase it when it is overdue, and appeal against an answer. */
export function presentAfterSending(view: AfterSending) {
  const { application, reviewRequest, t, language, addresses } = view
  const { outcome, reference } = application
  return {
    late: presentLate(view),
    answer: answerWords(application, t),
    reviewRequest: reviewRequest && {
      text:
        reviewRequest.answer === null
          ? t('in-cell/after-sending:look.waiting', {
              date: longDayOf(reviewRequest.askedAt, language),
              by: longDay(reviewRequest.respondBy, language),
            })
          : t(`in-cell/after-sending:look.${reviewRequest.answer}`),
      words: reviewRequest.words,
    },
    disagree:
      reviewRequest === undefined && canBeReviewed(application) ? `/my/applications/${reference}/another-look` : null,
    complaint: reviewRequest !== undefined && reviewRequest.answer !== null && outcome !== null,
    chapter: chapterAddress(application, addresses),
    contacts: addresses.page('/contacts'),
  }
}

function presentLate({ application, lastNews, today, extraBankHolidays, t, language }: AfterSending) {
  if (!isLate(application, today)) return null
  const isChased = lastNews !== undefined && lastNews.workingDay >= today
  return {
    mayAsk: !isChased,
    asked:
      lastNews && isChased
        ? t('in-cell/after-sending:late.asked', {
            date: longDayOf(lastNews.chasedAt, language),
            again: longDay(addWorkingDays(lastNews.workingDay, 1, extraBankHolidays), language),
          })
        : null,
  }
}

/** The words for the person when staff have done an action; actions that only concern staff have none. */
const shownActions: Partial<Record<Action, WordingPart<'in-cell/after-sending:done.'>>> = {
  'consult-com': 'probation-worker',
  'chase-com-allocation': 'new-probation-worker',
  'pass-to-pom': 'pom',
  'custody-team-makes-crs-referral': 'service',
  'refer-through-corre-hub': 'service',
  'arrange-first-crs-contact': 'first-contact',
  'complete-duty-to-refer': 'council',
  'complete-application-for-assistance': 'council',
  'liaise-with-local-authority-social-care': 'council',
  'refer-to-cas': 'place-to-stay',
  'ask-duty-probation-for-cas': 'place-to-stay',
  'refer-to-local-accommodation': 'place-to-stay',
  'refer-to-dwp-work-coach': 'work-coach',
  'refer-to-prison-banking': 'banking',
  'signpost-to-work-services': 'work-services',
  'signpost-to-healthcare-for-gp': 'healthcare',
  'signpost-to-healthcare-for-mental-health': 'healthcare',
  'signpost-to-veterans-officer': 'veterans-officer',
  'liaise-with-substance-misuse-team': 'support-team',
  'liaise-with-leaving-care-team': 'leaving-care',
}

/**
 * The text in the person's timeline for an action that staff have done: once, and only while it is marked as done. A
 * private form has none, because the timeline may be read on a shared screen.
 */
export function doneText(
  event: ApplicationEvent,
  events: readonly ApplicationEvent[],
  application: Application,
  t: Translate,
): string | undefined {
  const { action } = event.detail
  const last = events.findLast(({ kind, detail }) => /^action-(un)?done$/.test(kind) && detail.action === action)
  const words = shownActions[action as Action]
  if (last !== event || words === undefined || isPrivate(application)) return undefined
  return t(`in-cell/after-sending:done.${words}`)
}

/**
 * Where the booklet says more: all of it for a form that can be about anything, and for a private one, since addresses
 * stay in the browser's history.
 */
function chapterAddress(application: Application, { booklet, chapter }: PublicAddresses): string {
  const { form, topic } = application
  return findForm(form).several || isPrivate(application) ? booklet() : chapter(topicEntry(topic).chapter)
}
