import type { Knex } from 'knex'
import type { Answers } from '../domain/applications'
import type { CalendarDay } from '../domain/calendar'
import type { Decision, Destination, DestinationRule, Facts, Priority, Team, Topic } from '../domain/routing'
import { row, rows, type Parameters } from './rows'
import { applicationInSight, sightParameters, type Sight } from './sight'

export const outcomes = ['agreed', 'agreed-in-part', 'not-agreed', 'passed-on', 'sent-in-error'] as const
/** What staff can answer; `withdrawn` is the person's own. */
export type Outcome = (typeof outcomes)[number] | 'withdrawn'

export interface Application {
  readonly id: number
  readonly reference: string
  readonly draftId: string
  readonly personId: number
  readonly form: string
  readonly formVersion: number
  readonly topic: Topic
  readonly language: 'en' | 'cy'
  readonly answers: Answers
  readonly safetyConcern: boolean
  readonly status: 'open' | 'closed'
  readonly outcome: Outcome | null
  readonly outcomeReason: string | null
  readonly destination: Destination
  readonly team: Team
  readonly rule: DestinationRule
  readonly restricted: boolean
  readonly priority: Priority
  readonly respondBy: CalendarDay
  /** Staff sent it elsewhere than the rules say; new facts then change nothing but the record. */
  readonly overridden: boolean
  readonly claimedBy: number | null
  /** Raised with every act; an act made on an older version is refused with what has changed. */
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
  | 'language'
  | 'answers'
  | 'safetyConcern'
  | 'sentAt'
> & { readonly decision: Decision }

export const eventKinds = [
  'sent',
  'claimed',
  'handed-back',
  'action-done',
  'action-undone',
  'moved',
  'decided-again',
  'overridden',
  'note',
  'message',
  'added-to',
  'outcome',
  'withdrawn',
  'safety-acknowledged',
  'person-moved',
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
  readonly cause: 'sent' | 'facts-changed' | 'overridden'
  readonly facts: Facts
  readonly result: Decision
}

export interface Message {
  readonly id: number
  readonly sender: 'person' | 'staff'
  readonly staffName: string | null
  readonly body: string
  readonly sentAt: Date
  readonly readAt: Date | null
}

export interface StaffNote {
  readonly staffName: string
  readonly body: string
  readonly writtenAt: Date
}

export interface TickableAction {
  readonly action: string
  readonly doneAt: Date | null
  readonly doneByName: string | null
}

export interface SafetyConcern {
  readonly applicationId: number
  readonly reference: string
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly restricted: boolean
  readonly raisedAt: Date
  readonly acknowledgedAt: Date | null
  readonly acknowledgedByName: string | null
  readonly whatWasDone: string | null
}

export interface QueueFilters {
  readonly state: 'waiting' | 'closed'
  readonly destination: Destination | null
  readonly team: Team | null
  readonly topic: Topic | null
  readonly priority: Priority | null
  /** The member of staff whose claimed work is asked for, 'nobody' for what is unclaimed, null for all. */
  readonly claimed: number | 'nobody' | null
}

export interface QueueRow {
  readonly reference: string
  readonly topic: Topic
  readonly team: Team
  readonly destination: Destination
  readonly priority: Priority
  readonly respondBy: CalendarDay
  readonly restricted: boolean
  readonly safetyWaits: boolean
  readonly sentAt: Date
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly location: string | null
  readonly releaseDate: CalendarDay | null
  readonly claimedByName: string | null
  readonly outcome: Outcome | null
  readonly newFromPerson: boolean
  /** How many rows the filters give in all. */
  readonly total: number
}

export const queuePageSize = 25

export class Applications {
  constructor(private readonly knex: Knex) {}

  /**
   * Stores what a person sent with its decision, its first event and what is to be done.
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
        form: application.form,
        form_version: application.formVersion,
        topic: application.topic,
        language: application.language,
        answers: JSON.stringify(application.answers),
        safety_concern: application.safetyConcern,
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
      detail: { team: decision.team, rule: decision.rule },
    })
    if (application.safetyConcern) {
      await this.knex('safety_concern').insert({ application_id: id, raised_at: application.sentAt })
    }
    return id
  }

  findByDraft(draftId: string, personId: number): Promise<Application | undefined> {
    return row(this.knex, 'select * from application where draft_id = :draftId and person_id = :personId', {
      draftId,
      personId,
    })
  }

  findOfPerson(reference: string, personId: number): Promise<Application | undefined> {
    return row(this.knex, 'select * from application where reference = :reference and person_id = :personId', {
      reference,
      personId,
    })
  }

  lockOfPerson(reference: string, personId: number): Promise<Application | undefined> {
    return row(
      this.knex,
      'select * from application where reference = :reference and person_id = :personId for update',
      {
        reference,
        personId,
      },
    )
  }

  ofPerson(personId: number): Promise<Application[]> {
    return rows(this.knex, 'select * from application where person_id = :personId order by sent_at desc', { personId })
  }

  lockOpenOfPerson(personId: number): Promise<Application[]> {
    return rows(
      this.knex,
      `select * from application where person_id = :personId and status = 'open' order by id for update`,
      { personId },
    )
  }

  /** Those of these people who have something open. */
  async withOpen(personIds: readonly number[]): Promise<ReadonlySet<number>> {
    const found = await rows<{ personId: number }>(
      this.knex,
      `select distinct person_id from application where person_id = any(:personIds) and status = 'open'`,
      { personIds },
    )
    return new Set(found.map(({ personId }) => personId))
  }

  /** The people who have something open, to decide again. */
  async peopleWithOpen(): Promise<number[]> {
    const found = await rows<{ personId: number }>(
      this.knex,
      `select distinct person_id from application where status = 'open' order by person_id`,
    )
    return found.map(({ personId }) => personId)
  }

  findInSight(reference: string, sight: Sight): Promise<Application | undefined> {
    return this.inSight(reference, sight, '')
  }

  lockInSight(reference: string, sight: Sight): Promise<Application | undefined> {
    return this.inSight(reference, sight, 'for update of application')
  }

  private inSight(reference: string, sight: Sight, lock: string): Promise<Application | undefined> {
    return row(
      this.knex,
      `select application.* from application join person on person.id = application.person_id
        where reference = :reference and ${applicationInSight} ${lock}`,
      { reference, ...sightParameters(sight) },
    )
  }

  ofPersonInSight(personId: number, sight: Sight): Promise<Application[]> {
    return rows(
      this.knex,
      `select application.* from application join person on person.id = application.person_id
        where person.id = :personId and ${applicationInSight} order by sent_at desc`,
      { personId, ...sightParameters(sight) },
    )
  }

  /**
   * What waits, by reply date. The count and the page come from one statement, so that they agree while others work.
   *
   * @param page from 1, {@link queuePageSize} a page
   */
  queue(sight: Sight, filters: QueueFilters, page: number): Promise<QueueRow[]> {
    const { where, parameters } = queueCondition(sight, filters)
    const order = filters.state === 'waiting' ? 'safety_waits desc, respond_by, id' : 'closed_at desc, id desc'
    return rows(
      this.knex,
      `select *, count(*) over () as total from (
        select application.id, reference, topic, team, destination, priority, respond_by, restricted, sent_at, closed_at,
          first_name, last_name, prison_number, prison.name as prison_name, location, release_date,
          staff.name as claimed_by_name, outcome,
          exists (select 1 from safety_concern where application_id = application.id and acknowledged_at is null)
            as safety_waits,
          coalesce((select sender = 'person' from message where application_id = application.id
            order by message.id desc limit 1), false) as new_from_person
        from application
        join person on person.id = application.person_id
        join prison on prison.id = person.prison_id
        left join staff on staff.id = application.claimed_by
        where ${where}) found
      order by ${order} limit ${queuePageSize} offset :offset`,
      { ...parameters, offset: (page - 1) * queuePageSize },
    )
  }

  /** How many applications the filters give, for a page number that is past the end. */
  async countQueue(sight: Sight, filters: QueueFilters): Promise<number> {
    const { where, parameters } = queueCondition(sight, filters)
    const found = await row<{ total: number }>(
      this.knex,
      `select count(*) as total from application join person on person.id = application.person_id where ${where}`,
      parameters,
    )
    return found?.total ?? 0
  }

  /** Changes an application and says so in its time line; the version goes up by one. */
  async act(
    application: Pick<Application, 'id' | 'version'>,
    event: NewEvent,
    changes: Partial<
      Pick<Application, 'claimedBy' | 'status' | 'outcome' | 'outcomeReason' | 'closedAt' | 'overridden'>
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
      })
    await this.addEvent(application.id, version, event)
  }

  /** Gives an application another decision: the route that it has from now on, and the record of why. */
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

  /** True when this very act, sent twice by a double click or a retry, has been done already. */
  async isDone(actKey: string): Promise<boolean> {
    return (
      (await row(this.knex, 'select 1 as done from application_event where act_key = :actKey', { actKey })) !==
      undefined
    )
  }

  private async addEvent(applicationId: number, version: number, event: NewEvent): Promise<void> {
    await this.knex('application_event').insert({
      application_id: applicationId,
      version,
      kind: event.kind,
      staff_id: event.staffId ?? null,
      detail: JSON.stringify(event.detail ?? {}),
      act_key: event.actKey ?? null,
      happened_at: event.at,
    })
  }

  actions(applicationId: number): Promise<TickableAction[]> {
    return rows(
      this.knex,
      `select action, done_at, staff.name as done_by_name from application_action
        left join staff on staff.id = done_by where application_id = :applicationId order by action`,
      { applicationId },
    )
  }

  async tickAction(applicationId: number, action: string, done: { by: number; at: Date } | null): Promise<void> {
    await this.knex('application_action')
      .where({ application_id: applicationId, action })
      .update({ done_by: done?.by ?? null, done_at: done?.at ?? null })
  }

  messages(applicationId: number): Promise<Message[]> {
    return rows(
      this.knex,
      `select message.*, staff.name as staff_name from message left join staff on staff.id = message.staff_id
        where application_id = :applicationId order by message.id`,
      { applicationId },
    )
  }

  /** What staff have written to this person, newest first. */
  messagesTo(personId: number): Promise<(Message & { reference: string; form: string })[]> {
    return rows(
      this.knex,
      `select message.id, sender, body, message.sent_at, read_at, reference, form
        from message join application on application.id = message.application_id
        where application.person_id = :personId and sender = 'staff' order by message.id desc`,
      { personId },
    )
  }

  async addMessage(
    applicationId: number,
    message: Pick<Message, 'sender' | 'body' | 'sentAt'> & { readonly staffId: number | null },
  ): Promise<void> {
    await this.knex('message').insert({
      application_id: applicationId,
      sender: message.sender,
      staff_id: message.staffId,
      body: message.body,
      sent_at: message.sentAt,
    })
  }

  async markRead(applicationId: number, at: Date): Promise<void> {
    await this.knex('message')
      .where({ application_id: applicationId, sender: 'staff', read_at: null })
      .update({ read_at: at })
  }

  async unread(personId: number): Promise<number> {
    const found = await row<{ unread: number }>(
      this.knex,
      `select count(*) as unread from message join application on application.id = application_id
        where person_id = :personId and sender = 'staff' and read_at is null`,
      { personId },
    )
    return found?.unread ?? 0
  }

  notes(applicationId: number): Promise<StaffNote[]> {
    return rows(
      this.knex,
      `select staff.name as staff_name, body, written_at from staff_note join staff on staff.id = staff_id
        where application_id = :applicationId order by staff_note.id`,
      { applicationId },
    )
  }

  async addNote(applicationId: number, note: { staffId: number; body: string; writtenAt: Date }): Promise<void> {
    await this.knex('staff_note').insert({
      application_id: applicationId,
      staff_id: note.staffId,
      body: note.body,
      written_at: note.writtenAt,
    })
  }

  safetyConcern(applicationId: number): Promise<SafetyConcern | undefined> {
    return row(this.knex, `${selectSafetyConcern} where application.id = :applicationId`, { applicationId })
  }

  /** What nobody has acknowledged yet, oldest first. */
  safetyConcernsWaiting(sight: Sight): Promise<SafetyConcern[]> {
    return rows(
      this.knex,
      `${selectSafetyConcern} where acknowledged_at is null and ${applicationInSight} order by raised_at, application.id`,
      sightParameters(sight),
    )
  }

  /** @returns false when somebody acknowledged it first */
  async acknowledgeSafetyConcern(
    applicationId: number,
    acknowledgement: { by: number; at: Date; whatWasDone: string },
  ): Promise<boolean> {
    const changed = await this.knex('safety_concern')
      .where({ application_id: applicationId, acknowledged_at: null })
      .update({
        acknowledged_by: acknowledgement.by,
        acknowledged_at: acknowledgement.at,
        what_was_done: acknowledgement.whatWasDone,
      })
    return changed === 1
  }
}

export interface NewEvent {
  readonly kind: EventKind
  readonly at: Date
  readonly staffId?: number
  readonly detail?: Record<string, unknown>
  readonly actKey?: string
}

const selectSafetyConcern = `
  select safety_concern.*, reference, restricted, first_name, last_name, prison_number, staff.name as acknowledged_by_name
  from safety_concern
  join application on application.id = safety_concern.application_id
  join person on person.id = application.person_id
  left join staff on staff.id = acknowledged_by`

function routeColumns(decision: Decision): Record<string, unknown> {
  return {
    destination: decision.destination,
    team: decision.team,
    rule: decision.rule,
    restricted: decision.restricted,
    priority: decision.priority,
  }
}

function queueCondition(sight: Sight, filters: QueueFilters): { where: string; parameters: Parameters } {
  const conditions = [applicationInSight, `application.status = :status`]
  const parameters: Parameters = {
    ...sightParameters(sight),
    status: filters.state === 'waiting' ? 'open' : 'closed',
  }
  for (const name of ['destination', 'team', 'topic', 'priority'] as const) {
    if (filters[name] === null) continue
    conditions.push(`application.${name} = :${name}Wanted`)
    parameters[`${name}Wanted`] = filters[name]
  }
  if (filters.claimed === 'nobody') conditions.push('claimed_by is null')
  else if (filters.claimed !== null) {
    conditions.push('claimed_by = :claimedBy')
    parameters.claimedBy = filters.claimed
  }
  return { where: conditions.join(' and '), parameters }
}
