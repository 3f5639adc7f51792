import type { Knex } from 'knex'
import { row, rows } from '../connection/rows'

/** An audit event: who did what to whom, when and from where. The database refuses to change or delete one. */
export interface AuditEvent {
  readonly site: 'my' | 'staff' | 'terminal' | 'service'
  readonly staffId?: number | undefined
  /** Set when the person acts on their own record. */
  readonly actingPersonId?: number | undefined
  readonly personId?: number | undefined
  readonly applicationId?: number | undefined
  readonly action: string
  readonly detail?: Record<string, unknown>
  readonly fromAddress?: string | undefined
}

/** Records audit events, and lists those about a person. */
export class Audit {
  constructor(private readonly knex: Knex) {}

  async record(...events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return
    await this.knex('audit_entry').insert(
      events.map(event => ({
        site: event.site,
        staff_id: event.staffId ?? null,
        acting_person_id: event.actingPersonId ?? null,
        person_id: event.personId ?? null,
        application_id: event.applicationId ?? null,
        action: event.action,
        detail: JSON.stringify(event.detail ?? {}),
        from_address: event.fromAddress ?? null,
      })),
    )
  }

  /** How many wrong tries to sign in there were for somebody since they last signed in. */
  async wrongTriesOf(who: { readonly staffId: number } | { readonly actingPersonId: number }): Promise<number> {
    const [column, id] = 'staffId' in who ? ['staff_id', who.staffId] : ['person_id', who.actingPersonId]
    const found = await row<{ count: number }>(
      this.knex,
      `select count(*)::int as count from audit_entry where ${column} = :id and action = 'sign-in-refused'
        and id > coalesce((select max(id) from audit_entry where ${column} = :id and action = 'signed-in'), 0)`,
      { id },
    )
    return found?.count ?? 0
  }

  ofPerson(personId: number): Promise<(AuditEvent & { id: number; happenedAt: Date })[]> {
    return rows(this.knex, 'select * from audit_entry where person_id = :personId order by id', { personId })
  }
}
