import type {
  AccessScope,
  Application,
  Database,
  Enquiry,
  EnquiryScope,
  EnquiryStep,
  Person,
  StaffMember,
} from '../../database'
import type { PlanStage } from '../../domain/assessments'
import { addWorkingDays, type CalendarDay } from '../../domain/calendar'
import type { Pathway } from '../../domain/topics'
import {
  enquiryWork,
  isAnswer,
  isBodyAction,
  isPutToCom,
  needsVerdict,
  type EnquiryAction,
  type EnquiryBody,
  type EnquiryStatus,
  type Verdict,
} from '../../domain/work/enquiries'
import type { OutsideContact } from '../../domain/work/notifications'
import { isUnchanged } from '../accounts/lock-accounts'
import type { Caller, Context } from '../context'
import { addWork, lockWithApplication, moveWork, type ShownWork, type WorkCommand, type WorkResult } from './move-work'
import { doAction } from './notifications'

export interface NewEnquiry {
  readonly body: EnquiryBody
  readonly words: string
  readonly due: CalendarDay
  /** The reference of the person's application that it is about; null for none. */
  readonly application: string | null
  /** The part of the person's resettlement plan that it is about; absent for none. */
  readonly pathway?: Pathway | null
}

/** In working days, where whoever asks says nothing else. */
export const answeredWithin = 5

const repositoryIn = ({ enquiries }: Database) => enquiries

/**
 * Asks the person's COM or POM, a probation team, or another body in the prison where they are. Nobody is asked who cannot sign in to
 * answer: `nobody`.
 *
 * @param command.scope what whoever asks may see: an enquiry is about no application outside it
 */
export function makeEnquiry(
  database: Database,
  { now, today }: Context,
  command: WorkCommand & { readonly scope: AccessScope; readonly person: Person; readonly request: NewEnquiry },
): Promise<WorkResult | { readonly kind: 'nobody' }> {
  return addWork<{ readonly kind: 'gone' | 'nobody' }>(database, command, repositoryIn, async transaction => {
    const { applications, enquiries } = transaction
    const { staff, scope, person, request, idempotencyKey } = command
    const { application: reference, ...enquiry } = request
    const application = reference === null ? null : await applications.findInScope(reference, scope)
    if (application === undefined || (application && application.personId !== person.id)) return { kind: 'gone' }
    if (!(await enquiries.bodiesOf(person.id, today)).has(request.body)) return { kind: 'nobody' }
    const applicationId = application?.id ?? null
    const step = { staffId: staff.id, at: now, idempotencyKey }
    const about = { personId: person.id, applicationId, pathway: null, stage: null, needPathways: [] }
    const id = await enquiries.add({ ...about, ...enquiry }, step)
    const detail = { question: id, body: request.body }
    return { kind: 'added', id, event: { ...aboutApplication(applicationId), action: 'question-asked', detail } }
  })
}

/** Whether the COM was asked, or is to be told by the team since nobody can see it as the COM. */
export type ComConsulted = 'asked' | 'to-tell'

/**
 * Puts the needs that an assessment found, and what is proposed, to the person's COM in one enquiry. A COM who cannot be
 * reached is told by the team: the notification stands under "Tell them yourself". The person must be locked.
 */
export async function consultComOn(
  database: Database,
  { now, today, routing }: Context,
  {
    person,
    staff,
    stage,
    pathways,
    words,
    idempotencyKey,
  }: Pick<WorkCommand, 'staff' | 'idempotencyKey'> & {
    readonly person: Person
    readonly stage: PlanStage
    /** Of the needs. */
    readonly pathways: readonly Pathway[]
    readonly words: string
  },
): Promise<ComConsulted> {
  const { enquiries, notifications } = database
  const about = { personId: person.id, applicationId: null, words }
  if ((await enquiries.bodiesOf(person.id, today)).has('com')) {
    const due = addWorkingDays(today, answeredWithin, routing.extraBankHolidays)
    const request = { ...about, body: 'com', pathway: null, stage, needPathways: pathways, due } as const
    await enquiries.add(request, { staffId: staff.id, at: now, idempotencyKey })
    return 'asked'
  }
  const due = addWorkingDays(today, 1, routing.extraBankHolidays)
  const toTell = { ...about, recipient: 'com', purpose: 'to-do', actions: [], isSafety: false, due } as const
  await notifications.add(toTell, { at: now, staffId: staff.id })
  return 'to-tell'
}

export interface EnquiryCommand extends WorkCommand, ShownWork {
  readonly scope: EnquiryScope
  readonly action: EnquiryAction
  /** What is written: an answer, what is added or right instead, or why none is needed any more; null for other actions. */
  readonly words: string | null
  /** The day by which more that is added is to be answered; absent for other actions. */
  readonly due?: CalendarDay
  /** How it was answered outside the service, by whom and when; absent for other actions. */
  readonly outside?: OutsideContact
  /** What the COM says to what is proposed; absent for other enquiries and actions. */
  readonly verdict?: Verdict | undefined
}

/** What the COM says to what is proposed is missing from an answer. */
export interface NeedsVerdict {
  readonly kind: 'needs-verdict'
}

/**
 * The body answers an enquiry, asks back or corrects its answer. Those who ask add to it, chase it and record what was
 * answered outside the service; its holder withdraws it, reads the answer or closes it, and a colleague takes it over.
 */
export function moveEnquiry(
  database: Database,
  context: Context,
  command: EnquiryCommand,
): Promise<WorkResult<EnquiryStep> | NeedsVerdict> {
  const { id, scope, action, words, due, outside, verdict } = command
  return moveWork<Enquiry, EnquiryStatus, EnquiryAction, NeedsVerdict, EnquiryStep>(database, context, command, {
    kind: enquiryWork,
    action,
    repositoryIn,
    lock: transaction => lockEnquiry(transaction, id, scope),
    // Whoever it is put to answers it, and others do the rest.
    has: ({ isForReader }) => isForReader === isBodyAction(action),
    refuse: (_transaction, enquiry) =>
      Promise.resolve(needsVerdict(enquiry, action) && !verdict ? { kind: 'needs-verdict' } : undefined),
    also: async (transaction, enquiry) => {
      const { body, applicationId, stage } = enquiry
      if (body !== 'com' || !isAnswer(action)) return
      const consultedOn =
        applicationId === null ? (await lockConsultedOn(transaction, enquiry)).map(each => each.id) : [applicationId]
      const byEnquiry = { id, stage, isOutside: action === 'answered-outside' }
      for (const each of consultedOn)
        await doAction(transaction, context, {
          applicationId: each,
          action: 'consult-com',
          staff: command.staff,
          byEnquiry,
        })
    },
    own: () => {
      if (action === 'chased') return { chasedAt: context.now }
      return action === 'added' ? { due, seenAt: null, seenBy: null, chasedAt: null } : {}
    },
    step: {
      kind: action,
      words,
      way: outside?.way ?? null,
      whom: outside?.whom ?? null,
      doneOn: outside?.on ?? null,
      verdict: verdict ?? null,
    },
    event: ({ applicationId }) => ({
      ...aboutApplication(applicationId),
      action: `question-${action}`,
      detail: { question: id },
    }),
  })
}

/** Finds an enquiry in scope and locks it, after the applications that its answer may change. */
async function lockEnquiry(database: Database, id: number, scope: EnquiryScope): Promise<Enquiry | undefined> {
  const found = await database.enquiries.findInScope(id, scope)
  if (found) await lockConsultedOn(database, found)
  return found && lockWithApplication(database, database.enquiries, id, scope)
}

/** The open applications on which the COM is still to be consulted and is, by answering an enquiry on needs; locked. */
async function lockConsultedOn(
  { applications }: Database,
  { personId, needPathways }: Enquiry,
): Promise<readonly Application[]> {
  if (needPathways.length === 0) return []
  const waiting = await applications.lockWithUndone(personId, 'open', 'consult-com')
  return waiting.filter(each => isPutToCom(each, needPathways))
}

/** Records that one of those who are asked has opened an enquiry. */
export function seeEnquiry(
  database: Database,
  { now }: Context,
  { staff, id, scope }: Caller & { readonly staff: StaffMember; readonly id: number; readonly scope: EnquiryScope },
): Promise<void> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return
    const enquiry = await transaction.enquiries.lockInScope(id, scope)
    if (enquiry?.isForReader) await transaction.enquiries.see(id, { staffId: staff.id, at: now })
  })
}

function aboutApplication(applicationId: number | null) {
  return applicationId === null ? {} : { applicationId }
}
