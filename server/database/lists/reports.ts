import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { LeavingValue } from '../../domain/people/leaving'
import type { Counted } from '../../domain/reports'
import { notHeldBack, scopeParameters, type AccessScope } from '../connection/access-scope'
import { londonDay, londonDayOf, rows } from '../connection/rows'

/** A reason for overriding the routing of an application. */
export interface OverrideReason {
  readonly reference: string
  readonly at: Date
  readonly fromTeam: string
  readonly toTeam: string
  readonly rule: string
  readonly reason: string
}

const month = (instant: string) => `to_char(${instant} at time zone 'Europe/London', 'YYYY-MM')`

/**
 * Joins the person and the prison they were in at an instant, since they may have moved later. The query first selects
 * everyone who was ever in the prisons, so that only their moves are read.
 */
const personAndPrison = (instant: string) => `
  join person on person.id = person_id and person.id in (
    select there.id from person there where there.prison_id = any(:prisons)
    union select moved.person_id from prison_notice moved
      where moved.kind = 'moved-out' and moved.prison_id = any(:prisons))
  join prison on prison.id = any(:prisons) and prison.id = coalesce(
    (select moved.prison_id from prison_notice moved
      where moved.person_id = person.id and moved.kind = 'moved-out' and moved.created_at > ${instant}
      order by moved.created_at limit 1),
    person.prison_id)`

/**
 * Counts for managers, one statement per report, for whole prisons. No person is named, and no application is counted
 * that the reader may not know of.
 */
export class Reports {
  constructor(private readonly knex: Knex) {}

  /**
   * Applications answered since a day, by whether the reply was on time, and how long it took. Those closed because the
   * person had left count where a reply was late by then, and not as replies in time.
   */
  replies(prisons: readonly string[], since: CalendarDay, scope: AccessScope): Promise<Counted[]> {
    return rows(
      this.knex,
      `select case when ${londonDayOf('closed_at')} <= respond_by then 'in-time' else 'late' end as series, count(*) as count,
          prison.id as prison_id, region, ${month('closed_at')} as month, team, topic,
          ${londonDayOf('closed_at')} - ${londonDayOf('sent_at')} as days
        from application ${personAndPrison('closed_at')}
        where closed_at >= ${londonDay(':since')} and outcome not in ('withdrawn', 'sent-in-error') and ${notHeldBack}
          and (outcome <> 'person-left' or ${londonDayOf('closed_at')} > respond_by)
        group by 1, 3, 4, 5, 6, 7, 8`,
      { ...scopeParameters(scope), prisons, since },
    )
  }

  /** Open applications, by whether the reply is overdue. */
  open(prisons: readonly string[], today: CalendarDay, scope: AccessScope): Promise<Counted[]> {
    return rows(
      this.knex,
      `select case when respond_by < :today then 'overdue' else 'not-due' end as series, count(*) as count,
          prison_id, region, team, topic
        from application join person on person.id = person_id join prison on prison.id = prison_id
        where prison_id = any(:prisons) and status = 'open' and ${notHeldBack}
        group by 1, 3, 4, 5, 6`,
      { ...scopeParameters(scope), prisons, today },
    )
  }

  /** Applications whose routing staff have overridden since a day. */
  overrides(prisons: readonly string[], since: CalendarDay, scope: AccessScope): Promise<Counted[]> {
    return rows(
      this.knex,
      `select 'sent-on' as series, count(*) as count, prison.id as prison_id, region, ${month('happened_at')} as month,
          detail->>'toTeam' as team, detail->>'rule' as rule,
          concat_ws('|', detail->>'fromTeam', detail->>'toTeam', detail->>'rule') as way
        from application_event
        join application on application.id = application_id ${personAndPrison('happened_at')}
        where kind = 'overridden' and happened_at >= ${londonDay(':since')} and ${notHeldBack}
        group by 3, 4, 5, 6, 7, 8`,
      { ...scopeParameters(scope), prisons, since },
    )
  }

  /** The latest reasons, excluding restricted applications. */
  overrideReasons(prisons: readonly string[], since: CalendarDay): Promise<OverrideReason[]> {
    return rows(
      this.knex,
      `select reference, happened_at as at, detail->>'fromTeam' as from_team, detail->>'toTeam' as to_team,
          detail->>'rule' as rule, detail->>'reason' as reason
        from application_event
        join application on application.id = application_id join person on person.id = person_id
        where prison_id = any(:prisons) and kind = 'overridden' and happened_at >= ${londonDay(':since')} and not restricted
        order by application_event.id desc limit 50`,
      { prisons, since },
    )
  }

  /** Needs identified since a day, by whether they were met. */
  needs(prisons: readonly string[], since: CalendarDay): Promise<Counted[]> {
    return rows(
      this.knex,
      `select case when met.id is null then 'not-met' else 'met' end as series, count(*) as count,
          prison.id as prison_id, region, ${month('need.written_at')} as month, need.pathway
        from (select * from resettlement_plan_entry where kind = 'need' and written_at >= ${londonDay(':since')}) need
        ${personAndPrison('need.written_at')}
        left join resettlement_plan_entry met on met.about = need.id and met.kind = 'need-met'
        group by 1, 3, 4, 5, 6`,
      { prisons, since },
    )
  }

  /**
   * People who left between a day and today (exclusive), by the latest record of where they would sleep on their first
   * night. They left on the day that is recorded or, while nobody has said, on their earliest date: HDC or release.
   * Whoever died or went to another prison has no first night.
   */
  housingOfThoseWhoLeft(
    prisons: readonly string[],
    since: CalendarDay,
    today: CalendarDay,
  ): Promise<(Omit<Counted, 'series'> & { readonly housing: LeavingValue | null })[]> {
    return rows(
      this.knex,
      `select housing, count(*) as count, prison_id, region, to_char(left_on, 'YYYY-MM') as month
        from (
          select prison_id, region,
            case when whereabouts = 'left' then whereabouts_since else least(tag_date, release_date) end as left_on,
            (select value from leaving_state where leaving_state.person_id = person.id and item = 'housing'
              and leaving_state.custody_began = coalesce(person.custody_began, person.reception_date)
              order by leaving_state.id desc limit 1) as housing
          from person join prison on prison.id = prison_id
          where prison_id = any(:prisons)
            and (release_date >= :since or tag_date >= :since or whereabouts_since >= :since)
            and (still_here_on is null or whereabouts = 'left' or still_here_on < least(tag_date, release_date))
            and whereabouts <> 'at-large'
            and not (whereabouts = 'left' and coalesce((select way in ('died', 'transferred') from whereabouts_record
              where whereabouts_record.person_id = person.id order by whereabouts_record.id desc limit 1), false))
        ) person
        where left_on >= :since and left_on < :today
        group by 1, 3, 4, 5`,
      { prisons, since, today },
    )
  }
}
