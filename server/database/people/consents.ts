import type { Knex } from 'knex'
import type { ConsentBody } from '../../domain/applications'
import type { CalendarDay } from '../../domain/calendar'
import type { FormId } from '../../domain/topics'
import { formCode } from '../applications/form-codes'
import { insertOnce, rows } from '../connection/rows'

export const spokenWays = ['paper', 'talking'] as const
/** How a person consented outside this service's forms, as recorded by staff. */
export type SpokenWay = (typeof spokenWays)[number]

/** A person's consent: to share with whom, in which words, and when it was given and withdrawn. */
export interface Consent {
  readonly id: number
  readonly personId: number
  /** The application for which it was given; null if staff recorded it for the person only. */
  readonly applicationId: number | null
  readonly reference: string | null
  /** The application is restricted: only the team that holds it may know of it. */
  readonly restricted: boolean
  readonly body: ConsentBody
  /** The named recipient, such as a council. */
  readonly whom: string | null
  readonly way: 'form' | SpokenWay
  readonly language: 'en' | 'cy'
  /** The question and answer as displayed, or staff's record of consent on paper or in conversation. */
  readonly wording: string
  readonly givenOn: CalendarDay
  readonly recordedAt: Date
  readonly recordedByName: string | null
  readonly takenBackAt: Date | null
}

type NewConsentBase = Pick<Consent, 'personId' | 'body' | 'whom' | 'language' | 'wording' | 'givenOn' | 'recordedAt'>

/** Given in a form, which stores its version, or recorded by a member of staff. */
export type NewConsent = NewConsentBase &
  (
    | {
        readonly way: 'form'
        readonly applicationId: number
        readonly form: FormId
        readonly formVersion: number
        readonly question: string
      }
    | {
        readonly way: SpokenWay
        readonly applicationId: number | null
        readonly recordedBy: number
        /** Generated with the page; absent where the application's own idempotency key prevents duplicates. */
        readonly idempotencyKey?: string
      }
  )

/** People's consents to sharing information. */
export class Consents {
  constructor(private readonly knex: Knex) {}

  /** @returns false when the idempotency key was used before and its consent is already stored */
  async add(consent: NewConsent): Promise<boolean> {
    const record = consent.way === 'form' ? { ...consent, form: formCode(consent.form) } : consent
    const id = await insertOnce(this.knex, 'consent', { idempotencyKey: null, ...record })
    return id !== undefined
  }

  /** All consents of a person, including withdrawn ones, newest first. */
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

  /** The person's current consents. Locks them, so that none can be withdrawn until the transaction ends. */
  async holdLive(personId: number): Promise<ReadonlySet<ConsentBody>> {
    const live = await rows<{ body: ConsentBody }>(
      this.knex,
      'select body from consent where person_id = :personId and taken_back_at is null for share',
      { personId },
    )
    return new Set(live.map(({ body }) => body))
  }

  /** The applications with the person's current consent to share with this body. */
  async applicationsWithLive(personId: number, body: ConsentBody): Promise<number[]> {
    const found = await rows<{ applicationId: number }>(
      this.knex,
      `select distinct application_id from consent
        where person_id = :personId and body = :body and taken_back_at is null and application_id is not null`,
      { personId, body },
    )
    return found.map(({ applicationId }) => applicationId)
  }

  /** @returns the applications whose consent this call withdrew */
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
