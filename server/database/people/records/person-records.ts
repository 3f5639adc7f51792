import type { Knex } from 'knex'
import type { CalendarDay } from '../../../domain/calendar'
import { row, rows } from '../../connection/rows'

/** A table with data about people, and how it is handled when two records of one person are merged. */
interface RecordRule {
  readonly table: string
  /** The column and the table that its rows belong to; absent where `person_id` links them to the person. */
  readonly of?: readonly [column: string, table: string]
  /** For rows of which a person has at most one: a merge keeps the newest. */
  readonly once?: {
    readonly by: readonly string[]
    readonly newest: string
    /** The limit applies only to rows where this column is null. */
    readonly while?: string
  }
  /** Private to the person; the console never shows it. */
  readonly isPrivate?: true
  /** The condition of rows that the person shares; the others are private to them. */
  readonly shared?: string
  /** Derived by the service from other data, and not disclosed. */
  readonly isWorkedOut?: true
  /** Its rows may belong to an application. */
  readonly hasApplication?: true
}

const ofApplication = ['application_id', 'application'] as const

const rules = [
  { table: 'chase', of: ofApplication },
  { table: 'review_request', of: ofApplication },
  { table: 'staff_note', of: ofApplication },
  { table: 'reply_print', of: ofApplication },
  { table: 'message', of: ofApplication },
  { table: 'application_action', of: ofApplication },
  { table: 'application_event', of: ofApplication },
  { table: 'decision', of: ofApplication },
  { table: 'paper_form', of: ofApplication },
  { table: 'referral_step', of: ['referral_id', 'referral'] },
  { table: 'referral', hasApplication: true },
  { table: 'com_request_step', of: ['com_request_id', 'com_request'] },
  { table: 'com_request' },
  { table: 'outside_request' },
  { table: 'enquiry_step', of: ['enquiry_id', 'enquiry'] },
  { table: 'enquiry', hasApplication: true },
  { table: 'notification_step', of: ['notification_id', 'notification'] },
  { table: 'notification', hasApplication: true },
  // After the notifications, which name the concern that they are about.
  { table: 'safety_concern', hasApplication: true },
  { table: 'consent', hasApplication: true },
  { table: 'scan', hasApplication: true },
  { table: 'application' },
  { table: 'draft', once: { by: ['form'], newest: 'updated_at' }, isPrivate: true },
  // After the drafts, because moving or deleting a draft cascades to its answers.
  {
    table: 'expired_form',
    once: { by: ['kind', 'about'], newest: 'saved_at', while: 'draft_id' },
    isPrivate: true,
  },
  { table: 'checklist_task_status', once: { by: ['task'], newest: 'updated_at' } },
  { table: 'checklist_task_note', once: { by: ['task'], newest: 'updated_at' }, isPrivate: true },
  { table: 'own_goal', shared: 'shared_at is not null' },
  { table: 'checklist_seen', once: { by: [], newest: 'seen_at' } },
  { table: 'first_answers', once: { by: [], newest: 'answered_at' } },
  { table: 'about_me_answer', once: { by: ['question'], newest: 'said_at' } },
  { table: 'assessment', once: { by: ['kind', 'custody_began'], newest: "coalesce(recorded_at, '-infinity')" } },
  { table: 'assessment_state', once: { by: [], newest: 'worked_out_on' }, isWorkedOut: true },
  { table: 'resettlement_plan_entry' },
  { table: 'leaving_state' },
  { table: 'settled_work', of: ['whereabouts_record_id', 'whereabouts_record'] },
  { table: 'whereabouts_record' },
  {
    table: 'court_hearing',
    once: { by: ['held_on', 'lower(court)'], newest: 'recorded_at', while: 'removed_at' },
  },
  { table: 'contingency_plan' },
  { table: 'person_note' },
  { table: 'correction' },
  { table: 'com_change' },
  { table: 'prison_notice' },
  { table: 'import_row', once: { by: ['kind', 'prison_id', 'reception_date'], newest: 'seen_at' } },
  { table: 'pin', once: { by: [], newest: 'set_at' } },
  { table: 'pin_request', once: { by: [], newest: 'asked_at', while: 'answered_at' } },
  { table: 'in_cell_session_finished', once: { by: [], newest: 'finished_at' } },
  { table: 'different_person', once: { by: ['other_person_id'], newest: 'recorded_at' } },
  { table: 'merged_number' },
] as const satisfies readonly RecordRule[]

type Rule = (typeof rules)[number]

/** A table whose rows the console displays or counts, and so names in `console/records:tables`. */
export type HeldTable = 'person' | 'audit_entry' | Exclude<Rule, { readonly isWorkedOut: true }>['table']

type RecordTable = RecordRule & Pick<Rule, 'table'>

/** Every table with data about people, dependent tables first. A test fails if one is missing. */
export const recordTables: readonly RecordTable[] = rules

/** The rows of one table, as stored. */
export interface HeldRecords {
  readonly table: HeldTable
  readonly records: readonly Readonly<Record<string, unknown>>[]
}

export interface ToErase {
  /** Their ids. */
  readonly people: readonly number[]
  /** The number of people who would be erased if they had no open application. */
  readonly heldBack: number
}

/**
 * People who have left for good before a day, without activity since. Excludes anyone who may still be serving a
 * sentence.
 */
const isOver = `
  (person.release_date < :before or (person.whereabouts = 'left' and person.whereabouts_since < :before)
    or (person.release_date is null and person.reception_date < :before
    and person.custody_status in ('remand', 'convicted-unsentenced', 'civil', 'immigration')))
  and person.updated_at < :before
  and not exists (select 1 from application where application.person_id = person.id
    and (application.sent_at >= :before or application.closed_at >= :before))`
const hasOpen = `exists (select 1 from application where application.person_id = person.id and status = 'open')`

/** All data held about a person, across tables: for disclosure, merging and erasure. */
export class PersonRecords {
  constructor(private readonly knex: Knex) {}

  /**
   * All data held about a person, except their private data, secrets, and which member of staff did what.
   *
   * @param applicationIds applications within the reader's scope; data belonging to others is excluded
   */
  async everything(personId: number, applicationIds: readonly number[]): Promise<HeldRecords[]> {
    const tableRecords: HeldRecords[] = []
    for (const table of recordTables) {
      if (!isHeld(table) || table.isPrivate || table.table === 'pin') continue
      const found = await rows<{ record: Record<string, unknown> }>(
        this.knex,
        `select to_jsonb(${table.table}) as record from ${table.table}
          where ${conditionOf(table)} and ${inScopeOf(table)} and ${table.shared ?? 'true'} order by 1`,
        { personId, applicationIds },
      )
      const records = found.map(({ record }) => withoutKeys(record))
      tableRecords.push({ table: table.table, records })
    }
    const person = await row<{ record: Record<string, unknown> }>(
      this.knex,
      'select to_jsonb(person) as record from person where id = :personId',
      { personId },
    )
    const audit = await rows<{ record: Record<string, unknown> }>(
      this.knex,
      `select json_build_object('happened_at', happened_at, 'site', site, 'action', action) as record from audit_entry
        where (person_id = :personId
            or person_id in (select was_person_id from merged_number where person_id = :personId)) and ${orNone}
        order by id`,
      { personId, applicationIds },
    )
    return [
      { table: 'person', records: person ? [withoutKeys(person.record)] : [] },
      ...tableRecords.reverse(),
      { table: 'audit_entry', records: audit.map(({ record }) => record) },
    ]
  }

  /**
   * The number of a person's rows in each table that has any.
   *
   * @param applicationIds applications within the reader's scope, as for `everything`
   */
  async counts(personId: number, applicationIds: readonly number[]): Promise<{ table: HeldTable; count: number }[]> {
    const counted = await rows<{ table: HeldTable; count: number }>(
      this.knex,
      recordTables
        .filter(isHeld)
        .map(
          each => `select '${each.table}' as table, count(*) as count from ${each.table}
            where ${conditionOf(each)} and ${inScopeOf(each)}`,
        )
        .join(' union all '),
      { personId, applicationIds },
    )
    return counted.filter(({ count }) => count > 0)
  }

  /** Moves all data from one record to another and deletes the emptied record. Both people must be locked. */
  async moveAll(from: number, to: number): Promise<void> {
    for (const { table, of, once } of recordTables) {
      if (of) continue
      if (once) await this.knex.raw(removeTheOlder(table, once), { from, to })
      await this.knex(table).where({ person_id: from }).update({ person_id: to })
    }
    await this.knex('person').where({ id: from }).delete()
  }

  /** @param before the retention cut-off: only people whose data ended before this day */
  async toErase(before: CalendarDay): Promise<ToErase> {
    const found = await rows<{ id: number; isHeldBack: boolean }>(
      this.knex,
      `select id, ${hasOpen} as is_held_back from person where ${isOver} order by id`,
      { before },
    )
    const people = found.filter(({ isHeldBack }) => !isHeldBack).map(({ id }) => id)
    return { people, heldBack: found.length - people.length }
  }

  /** Deletes all data about a locked person. @returns false when they are no longer due for erasure */
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

  /**
   * Erases files last imported before a day, since each holds many people's data. @param isDry counts them without
   * erasing
   */
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

function isHeld(rule: RecordTable): rule is RecordTable & { readonly table: HeldTable } {
  return !rule.isWorkedOut
}

function conditionOf({ of }: RecordTable): string {
  if (!of) return 'person_id = :personId'
  const [column, parent] = of
  return `${column} in (select id from ${parent} where person_id = :personId)`
}

/** Where a person has at most one row, deletes the older, or the one of the record being merged. */
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

/** Excludes rows of applications outside the reader's scope. */
function inScopeOf({ table, of, hasApplication }: RecordTable): string {
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
