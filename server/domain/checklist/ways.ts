import { findForm, type Answers } from '../applications'
import type { FormId, Topic } from '../topics'
import { findTask, isTask, type TaskId } from './tasks'

/** How a person acts on a task in the service; every task has a way. */
export type WayToAct =
  /** The page "About me"; saving it does the task. */
  | { readonly kind: 'about-me' }
  /** A question to staff that is ready, sent with one press. Its topic decides who gets it. */
  | { readonly kind: 'ask'; readonly topic: Topic }
  | {
      readonly kind: 'form'
      readonly form: FormId
      /** What the task already decides; the person can change it. */
      readonly answers: Answers
    }

const aboutMe: WayToAct = { kind: 'about-me' }
const ask = (topic: Topic): WayToAct => ({ kind: 'ask', topic })
const form = (id: FormId, answers: Answers = {}): WayToAct => ({ kind: 'form', form: id, answers })

/** Questions that no topic is about go to the pre-release team, whose list names the task (decision 120). */
const toPreReleaseTeam = ask('something-else')

const ways: Readonly<Record<TaskId, WayToAct>> = {
  'language-and-format': aboutMe,
  'support-you-need': aboutMe,
  'release-date': ask('release-dates'),
  'probation-worker': ask('my-com'),
  'why-recalled': ask('licence-and-supervision'),
  'parole-plan': ask('parole'),
  'home-to-keep': form('keep-or-end-tenancy'),
  'tell-landlord': ask('keep-or-end-tenancy'),
  'end-tenancy': form('keep-or-end-tenancy', { 'keep-or-end': 'end' }),
  'council-tax': ask('debts-and-bills'),
  'where-to-live': form('somewhere-to-live'),
  'womens-service': form('womens-services'),
  'tell-a-council': form('somewhere-to-live'),
  'housing-worker': ask('somewhere-to-live'),
  'tag-address': form('tag-address'),
  // Whether they have nowhere to sleep decides who gets it, so it is asked.
  'first-night-room': form('somewhere-to-live'),
  'work-coach': form('universal-credit', { about: 'when-leaving' }),
  'bank-account': form('bank-account'),
  'find-id': form('identity-documents'),
  'national-insurance-number': form('identity-documents', { 'help-to-get': ['national-insurance-letter'] }),
  'money-help': form('debts-and-bills'),
  'court-payments': form('debts-and-bills'),
  'universal-credit': form('universal-credit', { about: 'when-leaving' }),
  'setting-up-home': toPreReleaseTeam,
  'money-on-the-day': toPreReleaseTeam,
  'learning-and-work': form('job-or-training'),
  'job-to-keep': form('job-or-training', { 'job-to-keep': 'yes' }),
  cv: ask('job-or-training'),
  'telling-a-boss': ask('job-or-training'),
  certificates: ask('job-or-training'),
  'boss-and-date': form('job-or-training', { 'job-to-go-to': 'yes' }),
  'gp-surgery': form('gp-and-health'),
  'first-week-plan': ask('gp-and-health'),
  'letter-to-take': ask('gp-and-health'),
  'support-after': form('mental-health', { 'help-after': 'yes' }),
  'help-at-home': form('social-care'),
  'support-team': form('drugs-and-alcohol'),
  'ready-for-the-day': ask('drugs-and-alcohol'),
  'take-home-kit': ask('drugs-and-alcohol'),
  'how-you-are': form('mental-health'),
  'people-to-contact': form('family-and-children'),
  'child-arrangements': ask('family-and-children'),
  'time-in-care': form('care-leaver'),
  forces: form('veteran'),
  'talk-to-someone': form('something-private'),
  'official-letters': form('immigration'),
  licence: ask('licence-and-supervision'),
  'leaving-day-things': toPreReleaseTeam,
  'first-probation-meeting': ask('licence-and-supervision'),
  'if-court-lets-you-go': form('court-release'),
}

/**
 * The task that a form is for when nobody came to it from a task, by form or by form and topic. Forms that could be for
 * several tasks alike are not here: no task counts as sent because of them.
 */
const ownTasks: Readonly<Partial<Record<FormId | `${FormId}/${Topic}`, TaskId>>> = {
  'keep-or-end-tenancy': 'home-to-keep',
  'somewhere-to-live': 'where-to-live',
  'womens-services': 'womens-service',
  'tag-address': 'tag-address',
  'universal-credit/universal-credit': 'work-coach',
  'bank-account': 'bank-account',
  'identity-documents': 'find-id',
  'debts-and-bills': 'money-help',
  'job-or-training': 'learning-and-work',
  'job-or-training/keep-my-job': 'job-to-keep',
  'gp-and-health': 'gp-surgery',
  'mental-health': 'how-you-are',
  'social-care': 'help-at-home',
  'drugs-and-alcohol': 'support-team',
  'family-and-children': 'people-to-contact',
  'care-leaver': 'time-in-care',
  veteran: 'forces',
  'something-private': 'talk-to-someone',
  immigration: 'official-letters',
  'release-plan/release-dates': 'release-date',
  'release-plan/my-com': 'probation-worker',
  'release-plan/parole': 'parole-plan',
  'release-plan/licence-and-supervision': 'licence',
  'court-release': 'if-court-lets-you-go',
}

/** How a person acts on a task. */
export function wayToAct(task: TaskId): WayToAct {
  return ways[task]
}

/** The properties of a draft or an application that say which task it is for. */
export interface ForATask {
  /** The task that the person came from. */
  readonly task: string | null
  readonly form: FormId
  readonly topic: Topic
}

/** The task that a draft or an application is for; undefined where it is for none, or could be for several. */
export function taskOf({ task, form: id, topic }: ForATask): TaskId | undefined {
  if (task !== null) return isTask(task) ? task : undefined
  return ownTasks[`${id}/${topic}`] ?? ownTasks[id]
}

/** Whether an application is a question that was ready on a task's page; undefined where it is not. */
export function askedTask({ task }: Pick<ForATask, 'task'>): TaskId | undefined {
  return task !== null && isTask(task) && ways[task].kind === 'ask' ? task : undefined
}

/** Whether others must not read over a shoulder what a draft or an application is about. */
export function isPrivate({ form: id, task }: Pick<ForATask, 'form' | 'task'>): boolean {
  const asked = askedTask({ task })
  return findForm(id).private === true || (asked !== undefined && findTask(asked)?.isPrivate === true)
}
