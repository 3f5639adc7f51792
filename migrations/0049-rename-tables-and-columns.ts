import type { Knex } from 'knex'

/** Each renamed table, with the columns whose names change: new name first. */
const renamed: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  ['com_request', 'agreed_task', {}],
  ['com_request_step', 'agreed_task_step', { com_request_id: 'agreed_task_id', idempotency_key: 'act_key' }],
  ['enquiry', 'body_question', {}],
  ['enquiry_step', 'body_question_step', { enquiry_id: 'body_question_id', idempotency_key: 'act_key' }],
  ['review_request', 'another_look', {}],
  ['chase', 'news_request', { chased_at: 'asked_at' }],
  ['content_override', 'content_change', { action: 'act', idempotency_key: 'act_key' }],
  ['resettlement_plan_entry', 'plan_entry', { idempotency_key: 'act_key' }],
  ['checklist_task_status', 'task_status', {}],
  ['checklist_task_note', 'task_note', {}],
  ['in_cell_session', 'my_session', {}],
  ['in_cell_session_finished', 'my_session_finished', {}],
  ['audit_entry', 'audit_event', { action: 'act' }],
]

/** Tables that keep their name, whose column `act_key` becomes `idempotency_key`; each with the column that dates a row. */
const keyed: Readonly<Record<string, string>> = {
  application_event: 'happened_at',
  consent: 'recorded_at',
  contingency_plan: 'written_at',
  correction: 'corrected_at',
  leaving_state: 'recorded_at',
  local_service_event: 'happened_at',
  referral_step: 'happened_at',
  reply_batch: 'made_at',
  service_notice: 'added_at',
}

/**
 * Gives tables and columns the names that the code uses. The version before goes on serving while this one is rolled
 * out: views keep the old table names, and a second column keeps the old column name. The next version drops both.
 */
export async function up(knex: Knex): Promise<void> {
  for (const [table, before, columns] of renamed) {
    await knex.raw('alter table ?? rename to ??', [before, table])
    for (const [column, was] of Object.entries(columns)) {
      await knex.raw('alter table ?? rename column ?? to ??', [table, was, column])
    }
    // An automatically updatable view: reads, writes, upserts and row locks reach the table.
    const { rows } = await knex.raw<{ rows: { column_name: string }[] }>(
      `select column_name from information_schema.columns
        where table_schema = current_schema() and table_name = ? order by ordinal_position`,
      [table],
    )
    const names = rows.flatMap(({ column_name: name }) => [name, columns[name] ?? name])
    const shown = rows.map(() => '?? as ??').join(', ')
    await knex.raw(`create view ?? as select ${shown} from ??`, [before, ...names, table])
  }
  await knex.raw(`
    create function keep_old_column_name() returns trigger language plpgsql as $$
    begin
      new.idempotency_key := coalesce(new.idempotency_key, new.act_key);
      new.act_key := new.idempotency_key;
      return new;
    end $$;
  `)
  for (const [table, datedBy] of Object.entries(keyed)) {
    await knex.raw('alter table ?? rename column act_key to idempotency_key', [table])
    await knex.raw('alter table ?? add column act_key uuid', [table])
    // A form sent to the version before may be sent again: what was done lately is found by the old name too.
    await knex.raw('alter table ?? disable trigger user', [table])
    await knex.raw(
      `update ?? set act_key = idempotency_key where idempotency_key is not null and ?? > now() - interval '2 days'`,
      [table, datedBy],
    )
    await knex.raw('alter table ?? enable trigger user', [table])
    const unique = table === 'leaving_state' ? '(act_key, item)' : '(act_key)'
    await knex.raw(`create unique index ?? on ?? ${unique}`, [`${table}_old_act_key`, table])
    await knex.raw('create trigger ?? before insert on ?? for each row execute function keep_old_column_name()', [
      `${table}_keeps_old_column_name`,
      table,
    ])
  }
}
