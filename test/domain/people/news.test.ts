import fc from 'fast-check'
import { calendarDay } from '../../../server/domain/calendar'
import {
  countingRows,
  dischargeNews,
  parseReceptionRow,
  receptionNews,
  type DischargeRow,
  type KnownPerson,
  type News,
  type ReceptionRow,
  type EarlierRow,
} from '../../../server/domain/people'

const today = calendarDay('2026-11-23')

function receptionRow(cells: Record<string, string> = {}): ReceptionRow {
  const read = parseReceptionRow(
    {
      prison_number: 'A8865XZ',
      last_name: 'Grzelak',
      first_name: 'Nathan',
      prison: 'HLI',
      location: 'D-1-029',
      reception_date: '2026-11-19',
      custody_status: 'sentenced',
      release_date: '2028-06-07',
      com_name: '',
      pom_name: 'K Brandreth',
      ...cells,
    },
    today,
  )
  if (!read.ok) throw new Error('The row of a test is refused')
  return read.value
}

const person = {
  prisonId: 'HLI',
  receptionDate: calendarDay('2026-11-19'),
  lastName: 'Grzelak',
  firstName: 'Nathan',
  custodyStatus: 'sentenced',
  location: 'D-1-029',
  releaseDate: calendarDay('2028-06-07'),
  tagDate: null,
  paroleReleaseDate: null,
  pomName: 'K Brandreth',
  comName: null,
} as KnownPerson

function earlierRow(row: ReceptionRow): EarlierRow {
  return { prisonId: row.prisonId, receptionDate: row.receptionDate, facts: { ...row.facts } }
}

/** The person and what is remembered, after the news. */
function after(news: News, before: KnownPerson, remembered: readonly EarlierRow[]) {
  const remember = 'remember' in news ? news.remember : undefined
  const others = remembered.filter(
    each => each.prisonId !== remember?.prisonId || each.receptionDate !== remember.receptionDate,
  )
  return {
    person: 'facts' in news ? { ...before, ...news.facts } : before,
    earlier: remember ? [...others, remember] : remembered,
  }
}

describe('a receptions row', () => {
  test('changes nothing when it is repeated', () => {
    expect(receptionNews(receptionRow(), person, [earlierRow(receptionRow())])).toEqual({ kind: 'unchanged' })
  })

  test('changes nothing when it is repeated after a different file', () => {
    const discharged = { ...person, releaseDate: calendarDay('2028-05-01') }
    expect(receptionNews(receptionRow(), discharged, [earlierRow(receptionRow())])).toEqual({ kind: 'unchanged' })
  })

  test('changes only the facts that are new in it', () => {
    const discharged = { ...person, releaseDate: calendarDay('2028-05-01') }
    const row = receptionRow({ location: 'A-1-001' })
    expect(receptionNews(row, discharged, [earlierRow(receptionRow())])).toMatchObject({
      kind: 'changed',
      facts: { location: 'A-1-001' },
    })
  })

  test('changes nothing, and is remembered, when its new value is known from elsewhere', () => {
    const discharged = { ...person, releaseDate: calendarDay('2028-05-01') }
    const row = receptionRow({ release_date: '2028-05-01' })
    expect(receptionNews(row, discharged, [earlierRow(receptionRow())])).toEqual({
      kind: 'unchanged',
      remember: earlierRow(row),
    })
  })

  test('clears a fact when the value becomes blank', () => {
    const news = receptionNews(receptionRow({ release_date: '' }), person, [earlierRow(receptionRow())])
    expect(news).toMatchObject({ kind: 'changed', facts: { releaseDate: null } })
  })

  test('clears nothing when the value was always blank', () => {
    const withCom = { ...person, comName: 'M Iqbal' }
    expect(receptionNews(receptionRow(), withCom, [earlierRow(receptionRow())])).toEqual({ kind: 'unchanged' })
    expect(receptionNews(receptionRow(), withCom, [])).toMatchObject({ kind: 'unchanged' })
  })

  test('changes what differs when it is the first about a known person', () => {
    const news = receptionNews(receptionRow({ release_date: '2028-07-01' }), person, [])
    expect(news).toMatchObject({ kind: 'changed', facts: { releaseDate: '2028-07-01' } })
  })

  test('moves the person, with what depends on the prison, for a later reception in another prison', () => {
    const row = receptionRow({ prison: 'MDI', reception_date: '2026-11-21', location: '', pom_name: '' })
    const known = { ...person, pomEmail: 'k.brandreth@example.test', keyWorkerName: 'A Key' }
    expect(receptionNews(row, known, [earlierRow(receptionRow())])).toMatchObject({
      kind: 'moved',
      facts: {
        prisonId: 'MDI',
        receptionDate: '2026-11-21',
        location: null,
        pomName: null,
        pomEmail: null,
        keyWorkerName: null,
      },
    })
  })

  test('keeps a release date changed by discharges when the person moves', () => {
    const discharged = { ...person, releaseDate: calendarDay('2028-05-01') }
    const row = receptionRow({ prison: 'MDI', reception_date: '2026-11-21' })
    const news = receptionNews(row, discharged, [earlierRow(receptionRow())])
    expect(news.kind === 'moved' && 'releaseDate' in news.facts).toBe(false)
  })

  test('moves the person for a second reception on the same day, after which neither row changes anything', () => {
    const there = receptionRow()
    const here = receptionRow({ prison: 'MDI' })
    const moved = receptionNews(here, person, [earlierRow(there)])
    expect(moved.kind).toBe('moved')
    const now = after(moved, person, [earlierRow(there)])
    expect(receptionNews(there, now.person, now.earlier)).toMatchObject({ kind: 'unchanged' })
    expect(receptionNews(here, now.person, now.earlier)).toEqual({ kind: 'unchanged' })
  })

  test('changes the person for a later reception in the same prison', () => {
    const row = receptionRow({ reception_date: '2026-11-22' })
    expect(receptionNews(row, person, [earlierRow(receptionRow())])).toMatchObject({
      kind: 'changed',
      facts: { receptionDate: '2026-11-22' },
    })
  })

  test.each(['MDI', 'HLI'])('is rejected for an earlier, unknown reception in %s', prison => {
    const row = receptionRow({ prison, reception_date: '2026-11-18' })
    expect(receptionNews(row, person, [earlierRow(receptionRow())])).toMatchObject({
      kind: 'refused',
      fault: { field: 'reception_date' },
    })
  })

  test('never changes anything twice, whatever it contains', () => {
    const dates = fc.constantFrom('2026-11-18', '2026-11-19', '2026-11-20')
    const cells = fc.record({
      prison: fc.constantFrom('HLI', 'MDI', 'PVI'),
      reception_date: dates,
      location: fc.constantFrom('', 'A-1', 'A-2'),
      release_date: fc.constantFrom('', '2028-01-01', '2028-02-01'),
      com_name: fc.constantFrom('', 'M Iqbal'),
    })
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 6 }), file => {
        let state: { person: KnownPerson; earlier: readonly EarlierRow[] } = { person, earlier: [] }
        const read = () => {
          for (const row of file.map(each => receptionRow(each))) {
            state = after(receptionNews(row, state.person, state.earlier), state.person, state.earlier)
          }
        }
        // Rows of one reception that contradict each other in one file are the run's to pass over (its lines are known).
        const receptions = file.map(({ prison, reception_date }) => prison + reception_date)
        fc.pre(new Set(receptions).size === receptions.length)
        read()
        const once = state.person
        read()
        expect(state.person).toEqual(once)
      }),
    )
  })
})

describe('a discharges row', () => {
  const row = (releaseType: DischargeRow['releaseType'], releaseDate: string, prisonId = 'HLI'): DischargeRow => ({
    prisonNumber: 'A8865XZ',
    prisonId,
    releaseType,
    releaseDate: calendarDay(releaseDate),
  })

  function weigh(rows: DischargeRow[], of = person, remembered: readonly EarlierRow[] = []) {
    const counting = countingRows(rows)
    return rows.map(each => dischargeNews(each, of, remembered, counting))
  }

  test.each(['CRD', 'ARD'] as const)('sets the release date for type %s', type => {
    expect(weigh([row(type, '2028-05-01')])).toMatchObject([{ kind: 'changed', facts: { releaseDate: '2028-05-01' } }])
  })

  test('sets the tag date and never the release date for a tag', () => {
    expect(weigh([row('HDC', '2028-01-01')])).toMatchObject([{ kind: 'changed', facts: { tagDate: '2028-01-01' } }])
  })

  test.each([
    ['PED', 'paroleReleaseDate'],
    ['parole', 'paroleReleaseDate'],
    ['re-release', 'reReleaseDate'],
    ['early', 'earlyReleaseDate'],
    ['court', 'courtReleaseDate'],
  ] as const)('moves the day of leaving for type %s, and never the release date', (type, fact) => {
    const [news] = weigh([row(type, '2027-01-01')])
    expect(news).toMatchObject({ kind: 'changed' })
    expect(news).toHaveProperty('facts', { [fact]: '2027-01-01' })
  })

  test('sets the day of release on parole before the eligibility date, in any order', () => {
    const [ped, parole] = [row('PED', '2027-01-01'), row('parole', '2027-02-01')]
    const released = { kind: 'changed', facts: { paroleReleaseDate: '2027-02-01' } }
    const eligible = { kind: 'unchanged', note: 'another row has the day of this person’s release on parole' }
    expect(weigh([ped, parole])).toMatchObject([eligible, released])
    expect(weigh([parole, ped])).toMatchObject([released, eligible])
  })

  test('changes nothing with the later of two tag dates', () => {
    expect(weigh([row('HDC', '2028-02-01'), row('HDC', '2028-01-01')])).toMatchObject([
      { kind: 'unchanged', note: 'another row has an earlier release date for this person' },
      { kind: 'changed', facts: { tagDate: '2028-01-01' } },
    ])
  })

  test('changes nothing with the later of two release dates', () => {
    expect(weigh([row('CRD', '2028-05-01'), row('ARD', '2028-04-01')])).toMatchObject([
      { kind: 'unchanged' },
      { kind: 'changed', facts: { releaseDate: '2028-04-01' } },
    ])
  })

  test('changes nothing when it is repeated, also after a different receptions file', () => {
    const first = weigh([row('CRD', '2028-05-01')])[0]!
    const { earlier: remembered } = after(first, person, [])
    expect(weigh([row('CRD', '2028-05-01')], person, remembered)).toEqual([{ kind: 'unchanged' }])
  })

  test('is rejected from another prison', () => {
    expect(weigh([row('CRD', '2028-05-01', 'MDI')])).toMatchObject([{ kind: 'refused', fault: { field: 'prison' } }])
  })
})
