import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import { row, rows } from '../connection/rows'

/** A table that holds something of people, and how two records of one person become one in it. */
interface RecordTable {
  readonly table: string
  /** The column and the table that its rows belong to; absent where they belong to the person by `person_id`. */
  readonly of?: readonly [column: string, table: string]
  /** What there can be once a person: of two, the newest stays. */
  readonly once?: {
    readonly by: readonly string[]
    readonly newest: string
    /** It holds while this column is null. */
    readonly while?: string
  }
  /** What a person keeps for themselves alone; the console never shows it. */
  readonly isPrivate?: true
  /** The service works it out from the rest and nobody is told of it. */
  readonly isWorkedOut?: true
  /** Its rows can be of an application. */
  readonly hasApplication?: true
}

const ofApplication = (table: string): RecordTable => ({ table, of: ['application_id', 'application'] })

/** Every table that holds something of people, those first that others do not need. A test knows of any other. */
export const recordTables: readonly RecordTable[] = [
  ...[
    'chase',
    'review_request',
    'safety_concern',
    'staff_note',
    'reply_print',
    'message',
    'application_action',
    'application_event',
    'decision',
    'paper_form',
  ].map(ofApplication),
  { table: 'referral_step', of: ['referral_id', 'referral'] },
  { table: 'referral', hasApplication: true },
  { table: 'com_request_step', of: ['com_request_id', 'com_request'] },
  { table: 'com_request' },
  { table: 'enquiry_step', of: ['enquiry_id', 'enquiry'] },
  { table: 'enquiry', hasApplication: true },
  { table: 'consent', hasApplication: true },
  { table: 'application' },
  { table: 'draft', once: { by: ['form'], newest: 'updated_at' }, isPrivate: true },
  // After the drafts, which take their answers along.
  {
    table: 'expired_form',
    once: { by: ['kind', 'about'], newest: 'saved_at', while: 'draft_id' },
    isPrivate: true,
  },
  { table: 'checklist_task_status', once: { by: ['task'], newest: 'updated_at' } },
  { table: 'checklist_task_note', once: { by: ['task'], newest: 'updated_at' }, isPrivate: true },
  { table: 'checklist_seen', once: { by: [], newest: 'seen_at' } },
  { table: 'about_me_answer', once: { by: ['question'], newest: 'said_at' } },
  { table: 'assessment', once: { by: ['kind', 'custody_began'], newest: "coalesce(recorded_at, '-infinity')" } },
  { table: 'assessment_state', once: { by: [], newest: 'worked_out_on' }, isWorkedOut: true },
  { table: 'resettlement_plan_entry' },
  { table: 'leaving_state' },
  {
    table: 'court_hearing',
    once: { by: ['held_on', 'lower(court)'], newest: 'recorded_at', while: 'removed_at' },
  },
  { table: 'contingency_plan' },
  { table: 'correction' },
  { table: 'prison_notice' },
  { table: 'import_row', once: { by: ['kind', 'prison_id', 'reception_date'], newest: 'seen_at' } },
  { table: 'pin', once: { by: [], newest: 'set_at' } },
  { table: 'pin_request', once: { by: [], newest: 'asked_at', while: 'answered_at' } },
  { table: 'in_cell_session_finished', once: { by: [], newest: 'finished_at' } },
  { table: 'merged_number' },
]

/** Rows of one table, as the database has them. */
export interface HeldRecords {
  readonly table: string
  readonly records: readonly Readonly<Record<string, unknown>>[]
}

export interface ToErase {
  /** Their ids. */
  readonly people: readonly number[]
  /** Those who would be erased but for an open application. */
  readonly heldBack: number
}

/** Who has left for good before a day, and had nothing done since. Nobody who may still serve a sentence is. */
const isOver = `
  (person.release_date < :before or (person.release_date is null and person.reception_date < :before
    and person.custody_status in ('remand', 'convicted-unsentenced', 'civil')))
  and person.updated_at < :before
  and not exists (select 1 from application where application.person_id = person.id
    and (application.sent_at >= :before or application.closed_at >= :before))`
const hasOpen = `exists (select 1 from application where application.person_id = person.id and status = 'open')`

/** Everything that is held of a person, over all tables: to give out, to move and to remove. */
export class PersonRecords {
  constructor(private readonly knex: Knex) {}

  /**
   * Everything held of a person but what they keep for themselves, secrets, and which member of staff did what.
   *
   * @param applicationIds those that the reader may see; nothing that belongs to another is given
   */
  async everything(personId: number, applicationIds: readonly number[]): Promise<HeldRecords[]> {
    const held: HeldRecords[] = []
    for (const table of recordTables) {
      if (table.isPrivate || table.isWorkedOut || table.table === 'pin') continue
      const found = await rows<{ record: Record<string, unknown> }>(
        this.knex,
        `select to_jsonb(${table.table}) as record from ${table.table}
          where ${conditionOf(table)} and ${inSightOf(table)} order by 1`,
        { personId, applicationIds },
      )
      const records = found.map(({ record }) => withoutKeys(record))
      held.push({ table: table.table, records })
    }
    const person = await row<{ record: Record<string, unknown> }>(
      this.knex,
      'select to_jsonb(person) as record from person where id = :personId',
      { personId },
    )
    const audit = await rows<{ record: Record<string, unknown> }>(
      this.knex,
      `select json_build_object('happened_at', happened_at, 'site', site, 'action', action) as record from audit_entry
        where person_id = :personId
          or person_id in (select was_person_id from merged_number where person_id = :personId) order by id`,
      { personId },
    )
    return [
      { table: 'person', records: person ? [withoutKeys(person.record)] : [] },
      ...held.reverse(),
      { table: 'audit_entry', records: audit.map(({ record }) => record) },
    ]
  }

  /** How much there is of a person in each table, where there is any. */
  async counts(personId: number): Promise<{ table: string; count: number }[]> {
    const counted = await rows<{ table: string; count: number }>(
      this.knex,
      recordTables
        .filter(({ isWorkedOut }) => !isWorkedOut)
        .map(each => `select '${each.table}' as table, count(*) as count from ${each.table} where ${conditionOf(each)}`)
        .join(' union all '),
      { personId },
    )
    return counted.filter(({ count }) => count > 0)
  }

  /** Moves everything of one record to another, and removes what is left. Both people must be locked. */
  async moveAll(from: number, to: number): Promise<void> {
    for (const { table, of, once } of recordTables) {
      if (of) continue
      if (once) await this.knex.raw(removeTheOlder(table, once), { from, to })
      await this.knex(table).where({ person_id: from }).update({ person_id: to })
    }
    await this.knex('person').where({ id: from }).delete()
  }

  /** @param before the day before which everything must have been over */
  async toErase(before: CalendarDay): Promise<ToErase> {
    const found = await rows<{ id: number; isHeldBack: boolean }>(
      this.knex,
      `select id, ${hasOpen} as is_held_back from person where ${isOver} order by id`,
      { before },
    )
    const people = found.filter(({ isHeldBack }) => !isHeldBack).map(({ id }) => id)
    return { people, heldBack: found.length - people.length }
  }

  /** Removes everything of a person who is locked. @returns false when they are not to be erased any more */
  async erase(personId: number, before: CalendarDay): Promise<boolean> {
    const due = await row(this.knex, `select 1 from person where id = :personId and ${isOver} and not ${hasOpen}`, {
      personId,
      before,
    })
    if (!due) return false
    for (const table of recordTables) {
      await this.knex.raw(`delete from ${table.table} where ${conditionOf(table)}`, { personId })
    }
    await this.knex('person').where({ id: personId }).delete()
    return true
  }

  /** Files that were last imported before a day hold many people, whole. @param isDry counts them and leaves them */
  async eraseFiles(before: CalendarDay, isDry: boolean): Promise<number> {
    const files = await rows<{ id: number }>(
      this.knex,
      `select id from import_file where first_imported_at < :before
        and not exists (select 1 from import_run where import_file_id = import_file.id and imported_at >= :before)`,
      { before },
    )
    const ids = files.map(({ id }) => id)
    if (!isDry && ids.length > 0) {
      await this.knex('import_run').whereIn('import_file_id', ids).delete()
      await this.knex('import_file').whereIn('id', ids).delete()
    }
    return ids.length
  }

  async keepNumber(merged: {
    readonly prisonNumber: string
    readonly was: number
    readonly personId: number
    readonly by: number
    readonly at: Date
  }): Promise<void> {
    await this.knex('merged_number').insert({
      prison_number: merged.prisonNumber,
      person_id: merged.personId,
      was_person_id: merged.was,
      merged_by: merged.by,
      merged_at: merged.at,
    })
  }
}

function conditionOf({ of }: RecordTable): string {
  if (!of) return 'person_id = :personId'
  const [column, parent] = of
  return `${column} in (select id from ${parent} where person_id = :personId)`
}

/** Of what there can be once a person, the older one goes, or that of the record that goes. */
function removeTheOlder(table: string, { by, newest, while: isOpen }: NonNullable<RecordTable['once']>): string {
  const of = (alias: string, expression: string) => expression.replace(/^(\w+\()?/, start => `${start}${alias}.`)
  const same = by.map(column => `${of('older', column)} = ${of('newer', column)}`)
  const open = isOpen === undefined ? [] : [`older.${isOpen} is null`, `newer.${isOpen} is null`]
  return `delete from ${table} older using ${table} newer where ${[
    'older.person_id in (:from, :to)',
    'newer.person_id in (:from, :to)',
    'older.person_id <> newer.person_id',
    ...same,
    ...open,
    `(${of('older', newest)}, older.person_id = :to) < (${of('newer', newest)}, newer.person_id = :to)`,
  ].join(' and ')}`
}

/** What belongs to an application that the reader may not see is held back with it. */
function inSightOf({ table, of, hasApplication }: RecordTable): string {
  if (table === 'application') return 'id = any(:applicationIds)'
  if (of?.[1] === 'application') return 'application_id = any(:applicationIds)'
  if (hasApplication) return orNone
  const parent = recordTables.find(each => each.table === of?.[1])
  return of && parent?.hasApplication ? `${of[0]} in (select id from ${parent.table} where ${orNone})` : 'true'
}
const orNone = '(application_id is null or application_id = any(:applicationIds))'

const keys = /(^|_)(id|by|key)$|^fact_sources$/

function withoutKeys(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([column, value]) => !keys.test(column) && value !== null))
}
