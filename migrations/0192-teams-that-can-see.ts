import type { Knex } from 'knex'

/**
 * Whether somebody in a prison can see an application that was passed on to it. A function of its own, whose plan each
 * connection keeps: as a part of a statement it was planned again at each use, which took longer than to run it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function somebody_sees(prison text, is_restricted boolean, roles text[], restricted_roles text[])
      returns boolean language plpgsql stable parallel safe as $$
    begin
      return exists (
        select 1 from staff join staff_prison on staff_prison.staff_id = staff.id
          where staff_prison.prison_id = prison and staff.active and staff.role = any(roles)
            and (not is_restricted or staff.role = any(restricted_roles)));
    end $$
  `)
}
