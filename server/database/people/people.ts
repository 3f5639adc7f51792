import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { ReadingHelp } from '../../domain/people'
import { parsePrisonNumber } from '../../domain/people/prison-number'
import type { Whereabouts } from '../../domain/people/whereabouts'
import type { CustodyStatus, PrisonFunction, RecallKind, Region, Risk, Sentence } from '../../domain/routing'
import { personInScope, type AccessScope, personScopeParameters } from '../connection/access-scope'
import { row, rows } from '../connection/rows'
import { orderBy, personOrders, type ListOrder } from '../lists/list-order'
import type { PageOfWork } from '../work/work-items'
import { isInLocation, isLocation, isWing } from './in-location'
import { namesAlike } from './names-alike'
import { hasNotLeft } from './still-in-custody'

/** The source of a fact about a person: an import, a member of staff, or the demo. */
export interface FactSource {
  readonly source: 'receptions' | 'discharges' | 'staff' | 'demonstration'
  /** ISO instant. */
  readonly at: string
  /** The reason for a correction by staff. */
  readonly reason?: string
}

/** Facts about a person that imports supply and staff correct. */
export interface PersonFacts {
  readonly lastName: string
  readonly firstName: string
  readonly dateOfBirth: CalendarDay | null
  readonly sex: string | null
  readonly prisonId: string
  readonly location: string | null
  readonly receptionDate: CalendarDay
  readonly custodyStatus: CustodyStatus
  readonly recall: RecallKind | null
  readonly sentence: Sentence | null
  readonly sentencedOn: CalendarDay | null
  readonly sentenceMonths: number | null
  readonly releaseDate: CalendarDay | null
  readonly tagDate: CalendarDay | null
  /** Release on parole, or the eligibility date while no release is directed. */
  readonly paroleReleaseDate: CalendarDay | null
  readonly reReleaseDate: CalendarDay | null
  /** A release day that was brought forward. */
  readonly earlyReleaseDate: CalendarDay | null
  readonly courtReleaseDate: CalendarDay | null
  readonly paroleEligibilityDate: CalendarDay | null
  readonly tariffExpiryDate: CalendarDay | null
  readonly openConditionsSince: CalendarDay | null
  readonly paroleOutcome: 'release' | 'no-release' | 'deferred' | null
  readonly paroleComReviewCompleted: boolean
  readonly paroleMappaLevel: 0 | 1 | 2 | 3 | null
  readonly paroleNextReviewDate: CalendarDay | null
  readonly riskOfSeriousHarm: Risk | null
  readonly earlyAllocation: boolean
  readonly responsibilityOverride: 'POM' | 'COM' | null
  readonly integratedOffenderManagement: boolean
  readonly homeRegion: Region | null
  readonly comName: string | null
  readonly comEmail: string | null
  readonly pomName: string | null
  readonly pomEmail: string | null
  readonly keyWorkerName: string | null
  readonly firstLanguage: string | null
  readonly careExperienced: boolean | null
  readonly nationality: string | null
}

/** The facts of a person of whom only name, prison, reception and status are known. */
export const nothingKnown = {
  dateOfBirth: null,
  sex: null,
  location: null,
  recall: null,
  sentence: null,
  sentencedOn: null,
  sentenceMonths: null,
  releaseDate: null,
  tagDate: null,
  paroleReleaseDate: null,
  reReleaseDate: null,
  earlyReleaseDate: null,
  courtReleaseDate: null,
  paroleEligibilityDate: null,
  tariffExpiryDate: null,
  openConditionsSince: null,
  paroleOutcome: null,
  paroleComReviewCompleted: false,
  paroleMappaLevel: null,
  paroleNextReviewDate: null,
  riskOfSeriousHarm: null,
  earlyAllocation: false,
  responsibilityOverride: null,
  integratedOffenderManagement: false,
  homeRegion: null,
  comName: null,
  comEmail: null,
  pomName: null,
  pomEmail: null,
  keyWorkerName: null,
  firstLanguage: null,
  careExperienced: null,
  nationality: null,
} satisfies Partial<PersonFacts>

export interface Person extends PersonFacts {
  readonly id: number
  readonly prisonNumber: string
  readonly language: 'en' | 'cy'
  readonly readingHelp: readonly ReadingHelp[]
  /** When the person answered or postponed the question about reading help; null if not yet asked. */
  readonly askedAboutReadingAt: Date | null
  /** The day on which they last said whether they feel safe, and nothing that staff must hear of. */
  readonly saidIfSafeOn: CalendarDay | null
  /** The reception that began this time in custody; a move to another prison does not change it. */
  readonly custodyBegan: CalendarDay
  readonly whereabouts: Whereabouts
  /** The day on which they came or went there; null until it is recorded. */
  readonly whereaboutsSince: CalendarDay | null
  /** The last day on which staff said that they are still here although they were to leave. */
  readonly stillHereOn: CalendarDay | null
  /** The address of the COM who may read what the person told a COM in confidence: another one waits for the team. */
  readonly comEmailConfirmed: string | null
  readonly factSources: Readonly<Partial<Record<keyof PersonFacts, FactSource>>>
  readonly prisonName: string
  readonly prisonNameCy: string | null
  readonly prisonNation: 'england' | 'wales'
  readonly prisonRegion: Region
  readonly prisonEstate: 'men' | 'women'
  /** null is not known. */
  readonly prisonFunctions: readonly PrisonFunction[] | null
  /** The days of court hearings that have not been removed, past ones included. */
  readonly hearingDays: readonly CalendarDay[]
}

/** The columns of every query about people, from {@link personTables}. */
export const personColumns = `
  person.*, coalesce(custody_began, reception_date) as custody_began,
  prison.name as prison_name, prison.name_cy as prison_name_cy, prison.nation as prison_nation,
  prison.region as prison_region, prison.estate as prison_estate, prison.functions as prison_functions,
  array(select cast(held_on as text) from court_hearing
    where court_hearing.person_id = person.id and removed_at is null order by held_on) as hearing_days`

export const personTables = 'person join prison on prison.id = person.prison_id'

/** A part of a prison, and a day by which to include people who leave. */
export interface Wing {
  readonly prisonId: string
  readonly location: string
  readonly leavesBy: CalendarDay | null
}

const hasNumber = `(person.prison_number = :prisonNumber
  or person.id = (select person_id from merged_number where merged_number.prison_number = :prisonNumber))`

const isCalled = `(:text = '' or person.prison_number = upper(:text)
  or person.id in (select person_id from merged_number where merged_number.prison_number = upper(:text))
  or lower(last_name) like :start escape '\\' or lower(first_name) like :start escape '\\'
  or lower(first_name || ' ' || last_name) like :start escape '\\')`

const selectPerson = `select ${personColumns} from ${personTables}`

/**
 * In SQL: people whose rows are locked before anything is joined to them. Locked after the join, somebody whose prison
 * changes while the lock is waited for is not found, because PostgreSQL compares their new prison with the joined row.
 */
const lockedPeople = (condition: string) =>
  `select ${personColumns} from (select * from person where ${condition} for update) person
    join prison on prison.id = person.prison_id`

/** A search result. */
export type FoundPerson = Person & {
  readonly total: number
  /** The name resembles the search text without matching it. */
  readonly isAlike: boolean
}

const listOrders = {
  ...personOrders,
  // By the index on a prison's people.
  person: ['last_name', 'first_name'],
  status: ['person.custody_status'],
}
/** What the list of people can be sorted by. */
export type PeopleColumn = keyof typeof listOrders

/** The list of people: all, or those in a wing or on a landing, as locations begin with it. */
export interface PeopleListed {
  readonly wing: string | null
  readonly order: ListOrder<PeopleColumn>
}

/** Everybody, by name. */
export const everybodyByName: PeopleListed = { wing: null, order: 'person' }

export const peoplePageSize = 25

/** A COM's people in one prison. */
export interface ComPrison {
  readonly name: string
  readonly people: number
  /** How many leave within the requested days. */
  readonly leaving: number
}

/** People in prison, and the facts about them. */
export class People {
  constructor(private readonly knex: Knex) {}

  find(id: number): Promise<Person | undefined> {
    return row(this.knex, `${selectPerson} where person.id = :id`, { id })
  }

  /** Locks the person until the transaction ends. */
  lock(id: number): Promise<Person | undefined> {
    return row(this.knex, lockedPeople('id = :id'), { id })
  }

  /** The ids of everybody. */
  async ids(): Promise<number[]> {
    return (await rows<{ id: number }>(this.knex, 'select id from person order by id')).map(({ id }) => id)
  }

  /** Finds a person by prison number, including the number of a record merged into theirs. */
  findByNumber(prisonNumber: string): Promise<Person | undefined> {
    return row(this.knex, `${selectPerson} where ${hasNumber}`, { prisonNumber })
  }

  lockByNumber(prisonNumber: string): Promise<Person | undefined> {
    return row(this.knex, lockedPeople('prison_number = :prisonNumber'), { prisonNumber })
  }

  /** Finds the people with these prison numbers, for a whole file at once. */
  findByNumbers(prisonNumbers: readonly string[]): Promise<Person[]> {
    return rows(this.knex, `${selectPerson} where prison_number = any(:prisonNumbers)`, { prisonNumbers })
  }

  /** The same, locking the rows in a fixed order, so that two callers cannot deadlock. */
  lockByNumbers(prisonNumbers: readonly string[]): Promise<Person[]> {
    return rows(this.knex, lockedPeople('prison_number = any(:prisonNumbers) order by prison_number'), {
      prisonNumbers,
    })
  }

  /** How many people COMs have in each prison, and how many of them leave between two days, inclusive. */
  prisonsOfComs(comKeys: readonly string[], leavingFrom: CalendarDay, leavingTo: CalendarDay): Promise<ComPrison[]> {
    return rows(
      this.knex,
      `select prison.name, count(*) as people,
          count(*) filter (where release_date between :leavingFrom and :leavingTo) as leaving
        from ${personTables} where com_key = any(:comKeys) and ${hasNotLeft} group by prison.id order by prison.name`,
      { comKeys: [...comKeys], leavingFrom, leavingTo },
    )
  }

  /** How many people within scope came into custody or to their prison since a day, and how many of them have no PIN. */
  async countReceived(
    scope: AccessScope,
    since: CalendarDay,
    today: CalendarDay,
  ): Promise<{ readonly came: number; readonly withoutPin: number }> {
    const found = await row<{ came: number; withoutPin: number }>(
      this.knex,
      `select count(*) as came, count(*) filter (where not exists (select 1 from pin where pin.person_id = person.id))
          as without_pin
        from person where ${personInScope} and ${hasNotLeft} and reception_date between :since and :today`,
      { ...personScopeParameters(scope), since, today },
    )
    return found ?? { came: 0, withoutPin: 0 }
  }

  /** Which of these numbers belong to a record merged into another. */
  async mergedAmong(prisonNumbers: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await rows<{ prisonNumber: string }>(
      this.knex,
      'select prison_number from merged_number where prison_number = any(:prisonNumbers)',
      { prisonNumbers },
    )
    return new Set(found.map(({ prisonNumber }) => prisonNumber))
  }

  async hasNobody(): Promise<boolean> {
    return (await row(this.knex, 'select 1 as known from person limit 1')) === undefined
  }

  /** The person, if within scope. */
  findInScope(prisonNumber: string, scope: AccessScope): Promise<Person | undefined> {
    return row(
      this.knex,
      `${selectPerson} where ${hasNumber}
        and ${personInScope}`,
      { prisonNumber, ...personScopeParameters(scope) },
    )
  }

  /** Those of these people who are within scope. */
  amongInScope(prisonNumbers: readonly string[], scope: AccessScope): Promise<Person[]> {
    return rows(this.knex, `${selectPerson} where prison_number = any(:prisonNumbers) and ${personInScope}`, {
      prisonNumbers,
      ...personScopeParameters(scope),
    })
  }

  /**
   * People within scope, by name. Those who have left are only found by a search.
   *
   * @param words the beginning of a name, a prison number, or a wing, landing or cell such as B-2; empty for everyone still in custody. Without an exact match, finds people
   *   whose name is similar.
   */
  async search(
    scope: AccessScope,
    words: string,
    { wing, order }: PeopleListed,
    page: PageOfWork,
  ): Promise<FoundPerson[]> {
    const text = parsePrisonNumber(words) ?? words
    const isThere = `(${isInLocation(':place')} and ${hasNotLeft})`
    const condition = isLocation(text) ? `(${isThere} or ${isCalled})` : isCalled
    const there = wing === null ? 'true' : isInLocation(':wing')
    const listed = { text, wing, inOrder: orderBy(listOrders, order, ['last_name', 'first_name', 'prison_number']) }
    const found = await this.searched(scope, listed, page, `${text === '' ? hasNotLeft : condition} and ${there}`)
    if (found.length > 0 || text === '') return found.map(each => ({ ...each, isAlike: false }))
    const nobodyIsCalledSo = `not exists (select 1 from person where ${personInScope} and ${isCalled})`
    const isAlike = `${nobodyIsCalledSo} and person.id in ${namesAlike(':text')} and ${there}`
    const alike = await this.searched(scope, listed, page, isAlike)
    return alike.map(each => ({ ...each, isAlike: true }))
  }

  private searched(
    scope: AccessScope,
    { text, wing, inOrder }: { readonly text: string; readonly wing: string | null; readonly inOrder: string },
    { page, size }: PageOfWork,
    condition: string,
  ): Promise<Omit<FoundPerson, 'isAlike'>[]> {
    return rows(
      this.knex,
      `select ${personColumns}, total from (
          select person.id as found_id, count(*) over () as total from person
          where ${personInScope} and ${condition}
          order by ${inOrder} limit ${size} offset :offset
        ) found join ${personTables} on person.id = found_id
        order by ${inOrder}`,
      {
        ...personScopeParameters(scope),
        text,
        start: startsWith(text),
        place: text.toLowerCase(),
        wing: wing?.toLowerCase() ?? null,
        offset: (page - 1) * size,
      },
    )
  }

  /** The languages in which these people use the service, by id. */
  async languages(ids: readonly number[]): Promise<ReadonlyMap<number, Person['language']>> {
    const found = await rows<Pick<Person, 'id' | 'language'>>(
      this.knex,
      'select id, language from person where id = any(:ids)',
      { ids: [...ids] },
    )
    return new Map(found.map(({ id, language }) => [id, language]))
  }

  /** The wings and landings in which people are, such as B and B-2, in order. */
  async wings(scope: AccessScope): Promise<string[]> {
    const found = await rows<{ readonly landing: string }>(
      this.knex,
      `select distinct upper(coalesce(substring(location from '^([^-]+-[^-]+)-'), substring(location from '^([^-]+)-'))) as landing
        from person where ${personInScope} and ${hasNotLeft} and location like '%-%' limit 300`,
      personScopeParameters(scope),
    )
    const landings = found.map(({ landing }) => landing)
    return [...new Set(landings.flatMap(landing => [landing.split('-')[0] ?? '', landing]))].filter(isWing).sort()
  }

  /**
   * People in one part of a prison who have not left yet, ordered by location.
   *
   * @param wing `location` is a prefix of theirs, empty for everyone; `leavesBy` null for any leaving date
   */
  onWing(wing: Wing, today: CalendarDay, limit: number): Promise<Person[]> {
    return rows(
      this.knex,
      `${selectPerson} where person.prison_id = :prisonId and ${hasNotLeft}
        and lower(coalesce(location, '')) like :start escape '\\'
        and case when cast(:leavesBy as date) is null then coalesce(release_date >= :today, true)
          else release_date between :today and :leavesBy end
        order by location, last_name, first_name, prison_number limit :limit`,
      { prisonId: wing.prisonId, start: startsWith(wing.location), leavesBy: wing.leavesBy, today, limit },
    )
  }

  async add(prisonNumber: string, facts: PersonFacts, source: FactSource): Promise<number> {
    const [id] = await this.addAll([{ prisonNumber, facts }], source)
    return id!
  }

  /** @returns their ids, in input order */
  async addAll(
    people: readonly { readonly prisonNumber: string; readonly facts: PersonFacts }[],
    source: FactSource,
  ): Promise<number[]> {
    const added = await this.knex('person')
      .insert(
        people.map(({ prisonNumber, facts }) => ({
          prison_number: prisonNumber,
          ...columns(facts),
          fact_sources: JSON.stringify(Object.fromEntries(Object.keys(facts).map(fact => [fact, source]))),
          language: facts.firstLanguage?.toLowerCase() === 'welsh' ? 'cy' : 'en',
        })),
      )
      .returning<{ id: number; prison_number: string }[]>(['id', 'prison_number'])
    const ids = new Map(added.map(({ id, prison_number }) => [prison_number, id]))
    return people.map(({ prisonNumber }) => ids.get(prisonNumber)!)
  }

  /** Updates the given facts and records the source of each. */
  async change(id: number, facts: Partial<PersonFacts>, source: FactSource): Promise<void> {
    const sources = Object.fromEntries(Object.keys(facts).map(fact => [fact, source]))
    await this.knex('person')
      .where({ id })
      .update({
        ...columns(facts),
        fact_sources: this.knex.raw('fact_sources || cast(? as jsonb)', [JSON.stringify(sources)]),
        updated_at: this.knex.fn.now(),
      })
  }

  async keepCustodyBegan(id: number, custodyBegan: CalendarDay): Promise<void> {
    await this.knex('person').where({ id }).update({ custody_began: custodyBegan })
  }

  async speak(id: number, language: 'en' | 'cy'): Promise<void> {
    await this.knex('person').where({ id }).update({ language })
  }

  async keepReadingHelp(id: number, readingHelp: readonly ReadingHelp[], askedAt: Date): Promise<void> {
    await this.knex('person').where({ id }).update({ reading_help: readingHelp, asked_about_reading_at: askedAt })
  }

  async saidIfSafe(id: number, day: CalendarDay): Promise<void> {
    await this.knex('person').where({ id }).update({ said_if_safe_on: day })
  }
}

/** A lower-case prefix pattern for `like … escape '\\'`. */
export function startsWith(text: string): string {
  return `${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
}

function columns(facts: Partial<PersonFacts>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([fact, value]) => [fact.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`), value]),
  )
}
