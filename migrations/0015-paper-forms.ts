import type { Knex } from 'knex'

/** Applications that came in on paper: staff entered what somebody had filled in by hand. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table paper_form (
      application_id bigint primary key references application,
      dated date not null,
      filled_in_by text not null check (filled_in_by in ('person', 'staff', 'someone-else')),
      entered_by bigint not null references staff
    );
  `)
}
