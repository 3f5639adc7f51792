import type { Knex } from 'knex'
import type { Answers } from '../../domain/applications'
import type { CalendarDay } from '../../domain/calendar'
import type { Action, Decision, Destination, DestinationRule, Facts, Priority, Team } from '../../domain/routing'
import type { FormId, Topic } from '../../domain/topics'
import { isAdvice } from '../../domain/work/notifications'
import { applicationInScope, scopeParameters, type AccessScope } from '../connection/access-scope'
import { row, rows } from '../connection/rows'
import { hasNotLeft } from '../people/still-in-custody'
import { formCode, formRow, formRows } from './form-codes'

export const outcomes = ['agreed', 'agreed-in-part', 'not-agreed', 'passed-on', 'sent-in-error'] as const
/** Outcomes that staff can choose; `withdrawn` is the person's own action, and `person-left` comes with their leaving. */
export type Outcome = (typeof outcomes)[number] | 'withdrawn' | 'person-left'

export interface Application {
  readonly id: number
  readonly reference: string
  readonly draftId: string
  readonly personId: number
  readonly form: FormId
  readonly formVersion: number
  readonly topic: Topic
  /** The checklist task that the person came from. */
  readonly task: string | null
  readonly language: 'en' | 'cy'
  readonly answers: Answers
  readonly safetyConcern: boolean
  /** An alert whose form is not finished: what has no answer was not asked. */
  readonly unfinished: boolean
  readonly status: 'open' | 'closed'
  readonly outcome: Outcome | null
  readonly outcomeReason: string | null
  readonly destination: Destination
  readonly team: Team
  readonly rule: DestinationRule
  readonly restricted: boolean
  readonly priority: Priority
  readonly respondBy: CalendarDay
  /** Staff have overridden the routing; new facts then update the record only. */
  readonly overridden: boolean
  /** The prison whose pre-release team staff passed it on to; null for that of the prison where the person is. */
  readonly heldIn: string | null
  readonly claimedBy: number | null
  /** Optimistic lock: incremented by every action; an action on an older version is refused with what has changed. */
  readonly version: number
  readonly sentAt: Date
  readonly closedAt: Date | null
}

export type NewApplication = Pick<
  Application,
  | 'reference'
  | 'draftId'
  | 'personId'
  | 'form'
  | 'formVersion'
  | 'topic'
  | 'task'
  | 'language'
  | 'answers'
  | 'safetyConcern'
  | 'unfinished'
  | 'sentAt'
> & {
  readonly decision: Decision
  /** The member of staff who entered it from a paper form. */
  readonly enteredBy?: number
}

export const eventKinds = [
  'sent',
  'claimed',
  'assigned',
  'handed-back',
  'action-done',
  'action-undone',
  'appointment-made',
  'moved',
  'decided-again',
  'overridden',
  'passed-on',
  'note',
  'message',
  'added-to',
  'outcome',
  'withdrawn',
  'safety-acknowledged',
  'person-moved',
  'closed-person-left',
  'sent-to-com-person-left',
  'reopened-not-left',
  'returned-not-left',
  'consent-recorded',
  'consent-taken-back',
  'asked-for-news',
  'asked-another-look',
  'stands',
  'opened-again',
  'closing-undone',
  'reopened',
] as const
export type EventKind = (typeof eventKinds)[number]

export interface ApplicationEvent {
  readonly id: number
  readonly version: number
  readonly kind: EventKind
  readonly staffId: number | null
  readonly staffName: string | null
  readonly detail: Readonly<Record<string, unknown>>
  readonly happenedAt: Date
}

export interface StoredDecision {
  readonly decidedAt: Date
  readonly cause: 'sent' | 'facts-changed' | 'rules-changed' | 'overridden' | 'opened-again'
  readonly facts: Facts
  readonly result: Decision
}

export interface TickableAction {
  readonly action: Action
  readonly doneAt: Date | null
  readonly doneByName: string | null
}

/** An application with whose it is. */
export interface ApplicationWithOwner extends Application {
  readonly claimedByName: string | null
  /** When the person last asked what has become of it. */
  readonly chasedAt: Date | null
}

/** So many of one person are listed: open ones first, then the newest. */
const mostWithOwners = 300

/** In SQL: `application` has an action, `:action`, which is not done. */
const hasUndone = `exists (
  select 1 from application_action where application_id = application.id and action = :action and done_at is null)`

/** Applications, with their decisions, events and actions. */
export class Applications {
  constructor(private readonly knex: Knex) {}

  /**
   * Stores an application with its decision, first event and actions.
   *
   * @throws a duplicate of `application_reference_key` or `application_draft_id_key`
   */
  async add(application: NewApplication, facts: Facts): Promise<number> {
    const { decision } = application
    const [added] = await this.knex('application')
      .insert({
        reference: application.reference,
        draft_id: application.draftId,
        person_id: application.personId,
        form: formCode(application.form),
        form_version: application.formVersion,
        topic: application.topic,
        task: application.task,
        language: application.language,
        answers: JSON.stringify(application.answers),
        safety_concern: application.safetyConcern,
        unfinished: application.unfinished,
        sent_at: application.sentAt,
        ...routeColumns(decision),
        respond_by: decision.respondBy,
      })
      .returning<{ id: number }[]>('id')
    const id = added!.id
    await this.addDecision(id, { decidedAt: application.sentAt, cause: 'sent', facts, result: decision })
    await this.addEvent(id, 1, {
      kind: 'sent',
      at: application.sentAt,
      detail: {
        team: decision.team,
        rule: decision.rule,
        ...(application.enteredBy && { onPaper: true }),
        ...(application.unfinished && { alert: true }),
      },
      ...(application.enteredBy && { staffId: application.enteredBy }),
      // Finishing the form gives the application the id of its draft instead.
      ...(application.unfinished && { idempotencyKey: application.draftId }),
    })
    if (application.safetyConcern) {
      await this.knex('safety_concern').insert({ application_id: id, raised_at: application.sentAt })
    }
    return id
  }

  /** For whoever is told something of it without reading it. */
  find(id: number): Promise<Application | undefined> {
    return formRow(this.knex, 'select * from application where id = :id', { id })
  }

  findByDraft(draftId: string, personId: number): Promise<Application | undefined> {
    return formRow(this.knex, 'select * from application where draft_id = :draftId and person_id = :personId', {
      draftId,
      personId,
    })
  }

  /** The person's application that an action with this idempotency key has sent or changed. */
  findByKey(idempotencyKey: string, personId: number): Promise<Application | undefined> {
    return formRow(
      this.knex,
      `select application.* from application join application_event on application_id = application.id
        where idempotency_key = :idempotencyKey and person_id = :personId`,
      { idempotencyKey, personId },
    )
  }

  findOfPerson(reference: string, personId: number): Promise<Application | undefined> {
    return formRow(this.knex, 'select * from application where reference = :reference and person_id = :personId', {
      reference,
      personId,
    })
  }

  lockOfPerson(reference: string, personId: number): Promise<Application | undefined> {
    return formRow(
      this.knex,
      'select * from application where reference = :reference and person_id = :personId for update',
      {
        reference,
        personId,
      },
    )
  }

  ofPerson(personId: number): Promise<Application[]> {
    return formRows(this.knex, 'select * from application where person_id = :personId order by sent_at desc', {
      personId,
    })
  }

  ofPeople(personIds: readonly number[]): Promise<Application[]> {
    return formRows(this.knex, 'select * from application where person_id = any(:personIds) order by sent_at desc', {
      personIds,
    })
  }

  lockOpenOfPerson(personId: number): Promise<Application[]> {
    return formRows(
      this.knex,
      `select * from application where person_id = :personId and status = 'open' order by id for update`,
      { personId },
    )
  }

  /** Replaces what an alert says. With the id of its draft, the form is finished. */
  async answer(
    id: number,
    {
      answers,
      topic,
      formVersion,
      draftId,
    }: Pick<Application, 'answers' | 'topic' | 'formVersion'> & { draftId?: string },
  ): Promise<void> {
    await this.knex('application')
      .where({ id })
      .update({
        answers: JSON.stringify(answers),
        topic,
        form_version: formVersion,
        ...(draftId !== undefined && { draft_id: draftId, unfinished: false }),
      })
  }

  /** Locks in the order of ids, so that two callers who lock several cannot deadlock. */
  lockEach(ids: readonly number[]): Promise<Application[]> {
    return formRows(this.knex, 'select * from application where id = any(:ids) order by id for update', { ids })
  }

  /** Which of these people have an open application. */
  async withOpen(personIds: readonly number[]): Promise<ReadonlySet<number>> {
    const found = await rows<{ personId: number }>(
      this.knex,
      `select distinct person_id from application where person_id = any(:personIds) and status = 'open'`,
      { personIds },
    )
    return new Set(found.map(({ personId }) => personId))
  }

  /** The people with open applications, whose routing is decided again. */
  async peopleWithOpen(): Promise<number[]> {
    const found = await rows<{ personId: number }>(
      this.knex,
      `select distinct person_id from application where status = 'open' order by person_id`,
    )
    return found.map(({ personId }) => personId)
  }

  /**
   * The people in prison with a closed application that advises to refer once the COM is responsible, which nobody was
   * asked to do yet. The action is a literal, so that its partial index applies.
   */
  async peopleToBringBack(): Promise<number[]> {
    const found = await rows<{ personId: number }>(
      this.knex,
      `select distinct person_id from application_action
        join application on application.id = application_id join person on person.id = person_id
        where action = 'refer-after-handover' and done_at is null
          and application.status = 'closed' and not restricted and ${hasNotLeft}
          and not exists (select 1 from notification where notification.application_id = application.id
            and 'refer-after-handover' = any(actions))
        order by person_id`,
    )
    return found.map(({ personId }) => personId)
  }

  /** A person's open or closed applications that have an action which is not done, locked. */
  lockWithUndone(personId: number, status: Application['status'], action: Action): Promise<Application[]> {
    return formRows(
      this.knex,
      `select * from application where person_id = :personId and status = :status and ${hasUndone}
        order by id for update`,
      { personId, status, action },
    )
  }

  /** The open ones that the reader may see, the oldest first. */
  openWithUndone(personId: number, action: Action, scope: AccessScope): Promise<Application[]> {
    return formRows(
      this.knex,
      `select application.* from application join person on person.id = application.person_id
        where person.id = :personId and status = 'open' and ${applicationInScope} and ${hasUndone}
        order by application.id`,
      { personId, action, ...scopeParameters(scope) },
    )
  }

  findInScope(reference: string, scope: AccessScope): Promise<Application | undefined> {
    return this.inScope(reference, scope, '')
  }

  lockInScope(reference: string, scope: AccessScope): Promise<Application | undefined> {
    return this.inScope(reference, scope, 'for update of application')
  }

  private inScope(reference: string, scope: AccessScope, lock: string): Promise<Application | undefined> {
    return formRow(
      this.knex,
      `select application.* from application join person on person.id = application.person_id
        where reference = :reference and ${applicationInScope} ${lock}`,
      { reference, ...scopeParameters(scope) },
    )
  }

  /** Locks in the order of ids, so that two callers who reassign the same work cannot deadlock. */
  lockAllInScope(references: readonly string[], scope: AccessScope): Promise<Application[]> {
    return formRows(
      this.knex,
      `select application.* from application join person on person.id = application.person_id
        where reference = any(:references) and ${applicationInScope} order by application.id for update of application`,
      { references, ...scopeParameters(scope) },
    )
  }

  /** Which of these references are within the scope. */
  async referencesInScope(references: readonly string[], scope: AccessScope): Promise<string[]> {
    const found = await rows<{ reference: string }>(
      this.knex,
      `select reference from application join person on person.id = application.person_id
        where reference = any(:references) and ${applicationInScope}`,
      { references, ...scopeParameters(scope) },
    )
    return found.map(({ reference }) => reference)
  }

  ofPersonInScope(personId: number, scope: AccessScope): Promise<Application[]> {
    return formRows(
      this.knex,
      `select application.* from application join person on person.id = application.person_id
        where person.id = :personId and ${applicationInScope} order by sent_at desc`,
      { personId, ...scopeParameters(scope) },
    )
  }

  /** The newest of a person within the reader's scope, with whose each is and when the person last chased it. */
  ofPersonWithOwners(personId: number, scope: AccessScope): Promise<ApplicationWithOwner[]> {
    return formRows(
      this.knex,
      `select application.*, claimer.name as claimed_by_name,
          (select max(chased_at) from chase where chase.application_id = application.id) as chased_at
        from application join person on person.id = application.person_id
          left join staff claimer on claimer.id = application.claimed_by
        where person.id = :personId and ${applicationInScope}
        order by application.status = 'closed', sent_at desc, application.id desc limit ${mostWithOwners}`,
      { personId, ...scopeParameters(scope) },
    )
  }

  /** The person's newest other applications within the reader's scope, and their total number. */
  async othersInScope(
    { id, personId }: Pick<Application, 'id' | 'personId'>,
    scope: AccessScope,
    limit: number,
  ): Promise<{ shown: Application[]; total: number }> {
    const found = await formRows<Application & { readonly total: number }>(
      this.knex,
      `select application.*, count(*) over () as total
        from application join person on person.id = application.person_id
        where person.id = :personId and application.id <> :id and ${applicationInScope}
        order by sent_at desc, application.id desc limit :limit`,
      { id, personId, limit, ...scopeParameters(scope) },
    )
    return { shown: found, total: found[0]?.total ?? 0 }
  }

  /** The latest application about a topic of each of these people, within the reader's scope. */
  latestAbout(topic: Topic, personIds: readonly number[], scope: AccessScope): Promise<Application[]> {
    return formRows(
      this.knex,
      `select distinct on (application.person_id) application.*
        from application join person on person.id = application.person_id
        where person.id = any(:personIds) and topic = :topic and ${applicationInScope}
        order by application.person_id, sent_at desc`,
      { topic, personIds, ...scopeParameters(scope) },
    )
  }

  /** Updates an application, increments its version and adds an event to its timeline. */
  async applyEvent(
    application: Pick<Application, 'id' | 'version'>,
    event: NewEvent,
    changes: Partial<
      Pick<
        Application,
        'claimedBy' | 'status' | 'outcome' | 'outcomeReason' | 'closedAt' | 'overridden' | 'heldIn' | 'respondBy'
      >
    > = {},
  ): Promise<void> {
    const version = application.version + 1
    await this.knex('application')
      .where({ id: application.id })
      .update({
        version,
        ...('claimedBy' in changes && { claimed_by: changes.claimedBy }),
        ...('status' in changes && { status: changes.status }),
        ...('outcome' in changes && { outcome: changes.outcome }),
        ...('outcomeReason' in changes && { outcome_reason: changes.outcomeReason }),
        ...('closedAt' in changes && { closed_at: changes.closedAt }),
        ...('overridden' in changes && { overridden: changes.overridden }),
        ...('heldIn' in changes && { held_in: changes.heldIn }),
        ...('respondBy' in changes && { respond_by: changes.respondBy }),
      })
    await this.addEvent(application.id, version, event)
  }

  /** Assigns or unassigns applications, each with its event; {@link applyEvent} in bulk. */
  async shareOut(
    applications: readonly Application[],
    claimedBy: number | null,
    event: (application: Application) => NewEvent,
  ): Promise<void> {
    if (applications.length === 0) return
    await this.knex('application')
      .whereIn(
        'id',
        applications.map(({ id }) => id),
      )
      .update({ claimed_by: claimedBy, version: this.knex.raw('version + 1') })
    await this.knex('application_event').insert(
      applications.map(each => eventColumns(each.id, each.version + 1, event(each))),
    )
  }

  /** Stores a new decision for an application: its current route, and the record of why. */
  async reroute(id: number, decision: StoredDecision, respondBy: CalendarDay, unclaim: boolean): Promise<void> {
    await this.knex('application')
      .where({ id })
      .update({ ...routeColumns(decision.result), respond_by: respondBy, ...(unclaim && { claimed_by: null }) })
    await this.addDecision(id, decision)
  }

  async addDecision(applicationId: number, decision: StoredDecision): Promise<void> {
    await this.knex('decision').insert({
      application_id: applicationId,
      decided_at: decision.decidedAt,
      cause: decision.cause,
      facts: JSON.stringify(decision.facts),
      result: JSON.stringify(decision.result),
    })
    if (decision.result.actions.length === 0) return
    await this.knex('application_action')
      .insert(decision.result.actions.map(action => ({ application_id: applicationId, action })))
      .onConflict(['application_id', 'action'])
      .ignore()
  }

  lastDecision(applicationId: number): Promise<StoredDecision | undefined> {
    return row(this.knex, 'select * from decision where application_id = :applicationId order by id desc limit 1', {
      applicationId,
    })
  }

  decisions(applicationId: number): Promise<StoredDecision[]> {
    return rows(this.knex, 'select * from decision where application_id = :applicationId order by id', {
      applicationId,
    })
  }

  events(applicationId: number, afterVersion = 0): Promise<ApplicationEvent[]> {
    return rows(
      this.knex,
      `select application_event.*, staff.name as staff_name from application_event
        left join staff on staff.id = application_event.staff_id
        where application_id = :applicationId and version > :afterVersion order by application_event.id`,
      { applicationId, afterVersion },
    )
  }

  /** True when a double click or a retry has sent this idempotency key before. */
  async isDone(idempotencyKey: string): Promise<boolean> {
    return (
      (await row(this.knex, 'select 1 as done from application_event where idempotency_key = :idempotencyKey', {
        idempotencyKey,
      })) !== undefined
    )
  }

  /** Which of these idempotency keys have been used before. */
  async areDone(idempotencyKeys: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await rows<{ idempotencyKey: string }>(
      this.knex,
      'select idempotency_key from application_event where idempotency_key = any(cast(:idempotencyKeys as uuid[]))',
      { idempotencyKeys },
    )
    return new Set(found.map(({ idempotencyKey }) => idempotencyKey))
  }

  private async addEvent(applicationId: number, version: number, event: NewEvent): Promise<void> {
    await this.knex('application_event').insert(eventColumns(applicationId, version, event))
  }

  actions(applicationId: number): Promise<TickableAction[]> {
    return rows(
      this.knex,
      `select action, done_at, staff.name as done_by_name from application_action
        left join staff on staff.id = done_by where application_id = :applicationId order by action`,
      { applicationId },
    )
  }

  /** Which of some applications have an action that is not done, advice apart. */
  async withOpenActions(references: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await rows<{ reference: string; action: Action }>(
      this.knex,
      `select reference, action from application_action join application on application.id = application_id
        where reference = any(:references) and done_at is null`,
      { references: [...references] },
    )
    return new Set(found.filter(({ action }) => !isAdvice(action)).map(({ reference }) => reference))
  }

  async tickAction(applicationId: number, action: string, done: { by: number; at: Date } | null): Promise<void> {
    await this.knex('application_action')
      .where({ application_id: applicationId, action })
      .update({ done_by: done?.by ?? null, done_at: done?.at ?? null })
  }
}

export interface NewEvent {
  readonly kind: EventKind
  readonly at: Date
  readonly staffId?: number
  readonly detail?: Record<string, unknown>
  readonly idempotencyKey?: string
}

function eventColumns(applicationId: number, version: number, event: NewEvent): Record<string, unknown> {
  return {
    application_id: applicationId,
    version,
    kind: event.kind,
    staff_id: event.staffId ?? null,
    detail: JSON.stringify(event.detail ?? {}),
    idempotency_key: event.idempotencyKey ?? null,
    happened_at: event.at,
  }
}

function routeColumns(decision: Decision): Record<string, unknown> {
  return {
    destination: decision.destination,
    team: decision.team,
    rule: decision.rule,
    restricted: decision.restricted,
    priority: decision.priority,
  }
}
