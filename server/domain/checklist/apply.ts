import type { FirstAnswer, FirstQuestion } from './known'
import type { Situation } from './situation'
import type { TaskId } from './tasks'

/** Whether a task is a person's to do, what they would find out is known already, or it is not for them. */
export type Standing = 'theirs' | 'known' | 'not-theirs'

type Rule = (situation: Situation) => boolean

const told =
  (question: FirstQuestion, answer: FirstAnswer): Rule =>
  ({ known }) =>
    known.answers[question] === answer
const notTold =
  (question: FirstQuestion, answer: FirstAnswer): Rule =>
  situation =>
    !told(question, answer)(situation)
const both =
  (...rules: readonly Rule[]): Rule =>
  situation =>
    rules.every(rule => rule(situation))

const leavesWithin =
  (days: number): Rule =>
  ({ leavesIn }) =>
    leavesIn !== null && leavesIn <= days
const hasTime: Rule = ({ leavesIn }) => leavesIn === null || leavesIn > 84
const onTag: Rule = ({ tagIn }) => tagIn !== null
const onScript: Rule = ({ known }) => known.script === true
const needsABed: Rule = situation =>
  onTag(situation) ? told('home', 'no')(situation) : notTold('home', 'yes')(situation)

/** Later, a home that nobody spoke of is not there any more to keep. */
const mayLoseAHome: Rule = situation =>
  situation.isNew || situation.awaitsCourt ? notTold('rent', 'no')(situation) : told('rent', 'yes')(situation)

/**
 * The tasks that are only some people's, by what is known of them. What nobody knows leaves a task on the list where
 * missing it would do harm, and off it where few people need it: it can be put on from "Not for you".
 */
const only: Partial<Record<TaskId, Rule>> = {
  'home-to-keep': mayLoseAHome,
  'tell-landlord': mayLoseAHome,
  'end-tenancy': both(told('rent', 'yes'), notTold('home', 'yes')),
  'council-tax': mayLoseAHome,
  'where-to-live': needsABed,
  'tell-a-council': needsABed,
  'housing-worker': () => false,
  'first-night-room': needsABed,
  'tag-address': onTag,
  'bank-account': notTold('bank', 'yes'),
  'find-id': notTold('id', 'yes'),
  'national-insurance-number': () => false,
  'money-help': notTold('money', 'no'),
  'court-payments': told('money', 'yes'),
  'setting-up-home': notTold('home', 'yes'),
  'learning-and-work': hasTime,
  'job-to-keep': both(({ isNew, awaitsCourt }) => isNew || awaitsCourt, notTold('job', 'no')),
  cv: both(notTold('job', 'yes'), leavesWithin(365)),
  'telling-a-boss': () => false,
  certificates: hasTime,
  'boss-and-date': told('job', 'yes'),
  'gp-surgery': notTold('doctor', 'no'),
  'first-week-plan': situation =>
    situation.awaitsCourt ? notTold('doctor', 'no')(situation) : told('doctor', 'yes')(situation),
  'letter-to-take': told('doctor', 'yes'),
  'support-after': told('doctor', 'yes'),
  'help-at-home': () => false,
  'support-team': onScript,
  'ready-for-the-day': situation => onScript(situation) || isAboutToLeaveOnMedicine(situation),
  'take-home-kit': situation => onScript(situation) || isAboutToLeaveOnMedicine(situation),
  'child-arrangements': notTold('children', 'no'),
  'time-in-care': ({ known }) => known.careExperienced !== false,
  forces: () => false,
  'parole-plan': ({ paroleIsNear }) => paroleIsNear,
  // Years before a tariff ends, there is no date to ask for.
  'release-date': ({ known, paroleIsNear }) => known.paroleFrom === null || paroleIsNear,
}

function isAboutToLeaveOnMedicine(situation: Situation): boolean {
  return leavesWithin(13)(situation) && told('doctor', 'yes')(situation) && situation.known.script !== false
}

/** What a task would find out and the service knows. */
const known: Partial<Record<TaskId, Rule>> = {
  'language-and-format': situation => situation.known.readingAnswered,
  'support-you-need': situation => situation.known.readingAnswered,
  'release-date': ({ leavingDay }) => leavingDay !== null,
  'probation-worker': situation => situation.known.comNamed,
}

/** Whether a task of the person's list is theirs, from the facts and from what they said. */
export function standingOf(task: TaskId, situation: Situation): Standing {
  if (known[task]?.(situation) === true) return 'known'
  return only[task]?.(situation) === false ? 'not-theirs' : 'theirs'
}
