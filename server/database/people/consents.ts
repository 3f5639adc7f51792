import type { Knex } from 'knex'
import type { ConsentBody } from '../../domain/applications'
import type { CalendarDay } from '../../domain/calendar'
import { rows } from '../connection/rows'

export const spokenWays = ['paper', 'talking'] as const
/** How staff came to know of a yes that was not given in a form of this service. */
export type SpokenWay = (typeof spokenWays)[number]

/** A yes of a person: to whom, in which words, when; and when it was taken back. */
export interface Consent {
  readonly id: number
  readonly personId: number
  /** The application in which it was given or needed; null for what staff wrote down of the person alone. */
  readonly applicationId: number | null
  readonly reference: string | null
  /** The application is of those that only the team which holds it may know of. */
  readonly restricted: boolean
  readonly body: ConsentBody
  /** Whom they named, such as a council. */
  readonly whom: string | null
  readonly way: 'form' | SpokenWay
  readonly language: 'en' | 'cy'
  /** The question and the answer as they were shown, or what staff wrote of a yes on paper or in talking. */
  readonly wording: string
  readonly givenOn: CalendarDay
  readonly recordedAt: Date
  readonly recordedByName: string | null
  readonly takenBackAt: Date | null
}

type NewConsentBase = Pick<Consent, 'personId' | 'body' | 'whom' | 'language' | 'wording' | 'givenOn' | 'recordedAt'>

/** Given in a form, which keeps its version; or recorded by a member of staff. */
export type NewConsent = NewConsentBase &
  (
    | {
        readonly way: 'form'
        readonly applicationId: number
        readonly form: string
        readonly formVersion: number
        readonly question: string
      }
    | {
        readonly way: SpokenWay
        readonly applicationId: number | null
        readonly recordedBy: number
        /** Made with the page; absent where the application's own act keeps it from being done twice. */
        readonly idempotencyKey?: string
      }
  )

/** What people have agreed that others are told. */
export class Consents {
  constructor(private readonly knex: Knex) {}

  /** @returns false when the same page was sent before, and its consent is kept already */
  async add(consent: NewConsent): Promise<boolean> {
    const added = await this.knex('consent')
      .insert({
        person_id: consent.personId,
        application_id: consent.applicationId,
        body: consent.body,
        whom: consent.whom,
        way: consent.way,
        ...(consent.way === 'form'
          ? { form: consent.form, form_version: consent.formVersion, question: consent.question }
          : { recorded_by: consent.recordedBy, idempotency_key: consent.idempotencyKey ?? null }),
        language: consent.language,
        wording: consent.wording,
        given_on: consent.givenOn,
        recorded_at: consent.recordedAt,
      })
      .onConflict('idempotency_key')
      .ignore()
      .returning('id')
    return added.length > 0
  }

  /** All that a person has agreed to, newest first; what was taken back is among it. */
  ofPerson(personId: number): Promise<Consent[]> {
    return rows(
      this.knex,
      `select consent.*, reference, coalesce(restricted, false) as restricted, staff.name as recorded_by_name
        from consent left join application on application.id = consent.application_id
        left join staff on staff.id = consent.recorded_by
        where consent.person_id = :personId order by consent.id desc`,
      { personId },
    )
  }

  /** Those that a person lets staff tell now. Until the transaction ends, none of them can be taken back. */
  async holdLive(personId: number): Promise<ReadonlySet<ConsentBody>> {
    const live = await rows<{ body: ConsentBody }>(
      this.knex,
      'select body from consent where person_id = :personId and taken_back_at is null for share',
      { personId },
    )
    return new Set(live.map(({ body }) => body))
  }

  /** The applications that hold a person's yes to this body. */
  async applicationsWithLive(personId: number, body: ConsentBody): Promise<number[]> {
    const found = await rows<{ applicationId: number }>(
      this.knex,
      `select distinct application_id from consent
        where person_id = :personId and body = :body and taken_back_at is null and application_id is not null`,
      { personId, body },
    )
    return found.map(({ applicationId }) => applicationId)
  }

  /** @returns the applications whose consent was taken back by this and not before */
  async takeBack(personId: number, body: ConsentBody, at: Date): Promise<ReadonlySet<number>> {
    const taken = await rows<{ applicationId: number | null }>(
      this.knex,
      `update consent set taken_back_at = :at
        where person_id = :personId and body = :body and taken_back_at is null returning application_id`,
      { personId, body, at },
    )
    return new Set(taken.flatMap(({ applicationId }) => applicationId ?? []))
  }
}
