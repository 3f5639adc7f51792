import type { Knex } from 'knex'

/** Replies that were printed for people who have no screen: each once, in a batch that can be printed again. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table reply_batch (
      id bigint generated always as identity primary key,
      prison_id text not null references prison,
      location text not null,
      made_by bigint not null references staff,
      made_at timestamptz not null,
      act_key uuid not null unique
    );
    create index reply_batch_prison on reply_batch (prison_id, id);

    create table reply_print (
      message_id bigint primary key references message,
      application_id bigint not null references application,
      batch_id bigint not null references reply_batch
    );
    create index reply_print_application on reply_print (application_id);
    create index reply_print_batch on reply_print (batch_id);

    create index message_from_staff on message (sent_at) where sender = 'staff';
  `)
}
