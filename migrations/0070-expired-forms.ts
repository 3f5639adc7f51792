import type { Knex } from 'knex'

/**
 * Puts what is posted after a session has expired into one table. The version before goes on serving while this one is
 * rolled out, with its two tables: triggers copy each change both ways. The next version drops both tables and the
 * triggers.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table draft add constraint draft_id_person unique (id, person_id);

    -- A row stays after the person has reviewed it, without its contents: the page that posted it is refused from then on.
    create table expired_form (
      person_id bigint not null references person,
      kind text not null check (kind in ('answer', 'message', 'another-look', 'note')),
      about text not null,
      draft_id uuid,
      posted jsonb,
      page_made_at timestamptz not null,
      saved_at timestamptz not null,
      check ((kind = 'answer') = (draft_id is not null)),
      foreign key (draft_id, person_id) references draft (id, person_id) on update cascade on delete cascade
    );
    create unique index expired_form_of_draft on expired_form (draft_id, about) where draft_id is not null;
    create unique index expired_form_of_person on expired_form (person_id, kind, about) where draft_id is null;
    create index expired_form_saved_at on expired_form (saved_at);

    insert into expired_form (person_id, kind, about, draft_id, posted, page_made_at, saved_at)
      select person_id, 'answer', question, draft_id, posted, page_made_at, kept_at
        from late_answer join draft on draft.id = draft_id;
    insert into expired_form (person_id, kind, about, posted, page_made_at, saved_at)
      select person_id, kind, about,
          case when words is not null then jsonb_build_object('choice', '[]'::jsonb, 'words', words) end,
          page_made_at, kept_at
        from late_words;

    create function copy_expired_form() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'INSERT' then
        delete from late_answer where draft_id = old.draft_id and question = old.about;
        if old.draft_id is null then
          delete from late_words where person_id = old.person_id and kind = old.kind and about = old.about;
        end if;
      end if;
      if tg_op <> 'DELETE' then
        if new.draft_id is null then
          insert into late_words (person_id, kind, about, words, page_made_at, kept_at)
            values (new.person_id, new.kind, new.about, new.posted ->> 'words', new.page_made_at, new.saved_at);
        else
          insert into late_answer (draft_id, question, posted, page_made_at, kept_at)
            values (new.draft_id, new.about, new.posted, new.page_made_at, new.saved_at);
        end if;
      end if;
      return null;
    end $$;

    create function copy_late_answer() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'INSERT' then
        delete from expired_form where draft_id = old.draft_id and about = old.question;
      end if;
      if tg_op <> 'DELETE' then
        insert into expired_form (person_id, kind, about, draft_id, posted, page_made_at, saved_at)
          select person_id, 'answer', new.question, id, new.posted, new.page_made_at, new.kept_at
            from draft where id = new.draft_id;
      end if;
      return null;
    end $$;

    create function copy_late_words() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'INSERT' then
        delete from expired_form
          where person_id = old.person_id and kind = old.kind and about = old.about and draft_id is null;
      end if;
      if tg_op <> 'DELETE' then
        insert into expired_form (person_id, kind, about, posted, page_made_at, saved_at)
          values (new.person_id, new.kind, new.about,
            case when new.words is not null then jsonb_build_object('choice', '[]'::jsonb, 'words', new.words) end,
            new.page_made_at, new.kept_at);
      end if;
      return null;
    end $$;
  `)
  for (const table of ['expired_form', 'late_answer', 'late_words']) {
    // The depth is 0 for a change that a version makes itself, and more for a copy, which is not copied back.
    await knex.raw(
      'create trigger ?? after insert or update or delete on ?? for each row when (pg_trigger_depth() = 0) execute function ??()',
      [`${table}_copied`, table, `copy_${table}`],
    )
  }
}
