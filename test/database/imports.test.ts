import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadWords } from '../../server/content/words/words'
import { createDatabase, type Database, type StaffMember } from '../../server/database'
import { addDays, calendarDay } from '../../server/domain/calendar'
import { defaultRoutingSettings } from '../../server/domain/routing'
import { submitApplication } from '../../server/use-cases/applications/sending/submit-application'
import type { Context } from '../../server/use-cases/context'
import { keepPrisonsRegister } from '../../server/use-cases/people/prisons-register'
import {
  importDischarges,
  importReceptions,
  type ImportResult,
} from '../../server/use-cases/people/records/import-people'
import type { ImportReport } from '../../server/use-cases/people/records/import-report'
import { freshDatabase, type FreshDatabase } from '../set-up/database'

const root = join(__dirname, '../..')
const context: Context = {
  now: new Date('2026-11-23T09:00:00Z'),
  today: calendarDay('2026-11-23'),
  routing: defaultRoutingSettings,
}
const words = loadWords(join(root, 'content'), true)
const terminal = { staff: null, fromAddress: undefined }

let fresh: FreshDatabase
let database: Database

beforeEach(async () => {
  fresh = await freshDatabase()
  database = createDatabase(fresh.knex)
  await keepPrisonsRegister(database, join(root, 'content'))
})

afterEach(() => fresh.drop())

function example(name: string): Buffer {
  return readFileSync(join(root, 'test/data', name))
}

const header = 'prison_number,last_name,first_name,prison,reception_date,custody_status,release_date,location,com_email'

function receptions(...rows: string[]): Promise<ImportResult> {
  return receptionsFile([header, ...rows].join('\n'))
}

function receptionsFile(content: string | Buffer): Promise<ImportResult> {
  return importReceptions(database, context, { name: 'r.csv', content: Buffer.from(content) }, terminal)
}

function discharges(...rows: string[]): Promise<ImportResult> {
  const content = Buffer.from(['prison_number,prison,release_date,release_type', ...rows].join('\n'))
  return importDischarges(database, context, { name: 'd.csv', content }, terminal)
}

function report(result: ImportResult): ImportReport & { run: number } {
  if (!result.taken) throw new Error(`The file was refused: ${result.why}`)
  return result
}

async function everyone(): Promise<unknown> {
  return fresh.knex('person').orderBy('id').select()
}

async function person(prisonNumber: string) {
  const found = await database.people.findByNumber(prisonNumber)
  if (!found) throw new Error(`Nobody has the number ${prisonNumber}`)
  return found
}

async function send(prisonNumber: string, form: 'something-private' | 'something-else') {
  const { id: personId } = await person(prisonNumber)
  const answers =
    form === 'something-else'
      ? {
          about: 'something-else',
          ask: { words: 'When can I see my probation officer?' },
          urgent: 'no',
          'feel-safe': 'safe',
        }
      : {
          'safe-now': 'talk',
          danger: 'no',
          'talk-to': 'either',
          'talk-to-role': 'anyone',
          'keep-from': 'no',
          'help-later': 'no',
          'feel-safe': 'safe',
        }
  const draft = { id: randomUUID(), personId, form, formVersion: 1, answers, createdAt: context.now }
  const { id: draftId } = await database.drafts.open(draft)
  const sent = await submitApplication(database, context, { draftId, personId, words, fromAddress: undefined })
  if (sent.kind !== 'sent') throw new Error(`Not sent: ${sent.kind}`)
  return sent.application
}

async function addOfficer(): Promise<StaffMember> {
  const email = 'officer@example.test'
  await database.staff.add({ email, name: 'An officer', role: 'officer', passwordHash: '-', prisons: ['LEI'] })
  return (await database.staff.findByEmail(email))!
}

const nothingNew = { added: 0, changed: 0, moved: 0 }

describe('the example files', () => {
  const refusedReceptions = [
    [9, 'A8972BY', 'release_date'],
    [17, 'A5831LP', 'prison'],
    [25, 'A3937VG', 'last_name'],
    [46, 'A4429DY', 'custody_status'],
    [54, null, 'prison_number'],
    [93, 'A6760VH', 'home_region'],
    [104, 'A5149YR', 'date_of_birth'],
    [124, 'A3283WW', 'last_name'],
    [143, 'A9235FV', 'reception_date'],
  ]

  test('give the same result as counting them by hand', async () => {
    const goodReport = report(await receptionsFile(example('receptions.csv')))
    expect(goodReport).toMatchObject({
      kind: 'receptions',
      rows: 242,
      counts: { added: 231, changed: 0, moved: 1, unchanged: 1, refused: 9 },
      unknownColumns: ['caseload_note', 'Booking Id'],
    })
    expect(goodReport.refused.map(({ line, prisonNumber, field }) => [line, prisonNumber, field])).toEqual(
      refusedReceptions,
    )
    expect(goodReport.moved).toEqual([
      { line: 243, prisonNumber: 'A4133TR', from: 'PVI', to: 'MDI', fields: ['prison'] },
    ])
    expect(goodReport.unchanged).toEqual([{ line: 244, prisonNumber: 'A3671PY' }])
    expect(await person('A8037AH')).toMatchObject({ location: 'B-1-012 see wing diary' })
    expect(await person('A9650EU')).toMatchObject({ firstLanguage: 'Welsh', language: 'cy' })

    const list = example('discharges.csv')
    const released = report(await importDischarges(database, context, { name: 'd.csv', content: list }, terminal))
    expect(released).toMatchObject({ rows: 76, counts: { added: 0, changed: 39, moved: 0, unchanged: 32, refused: 5 } })
    expect(released.refused.map(({ line, field }) => [line, field])).toEqual([
      [15, 'prison_number'],
      [30, 'prison_number'],
      [31, 'release_date'],
      [76, 'prison_number'],
      [77, 'prison'],
    ])
    expect(released.refused.at(-1)?.others?.map(({ field }) => field)).toEqual(['release_date', 'release_type'])
    expect(await person('A3535NR')).toMatchObject({ releaseDate: '2027-03-19', tagDate: '2027-03-19' })
  })

  test('change nothing the second time, in any encoding', async () => {
    const content = example('receptions.csv')
    await receptionsFile(content)
    const before = await everyone()
    const again = { ...nothingNew, unchanged: 233, refused: 9 }
    expect(report(await receptionsFile(content)).counts).toEqual(again)
    expect(report(await receptionsFile(Buffer.concat([content, Buffer.from('\r\n')]))).counts).toEqual(again)
    expect(await everyone()).toEqual(before)
  })

  test('leave no names in the report or the audit', async () => {
    const { run } = report(await receptionsFile(example('receptions.csv')))
    const runRow = await fresh.knex('import_run').where({ id: run }).select()
    const audit = await fresh.knex('audit_entry').select()
    for (const name of ['Grzelak', 'Nathan', 'Pickersgill', 'XXXX', 'Sentanced', 'script', 'Iqbal']) {
      expect(JSON.stringify([runRow, audit])).not.toContain(name)
    }
  })
})

describe('the record of an import', () => {
  test('has the file’s hash, each run, and an audit event for everyone it changed', async () => {
    const officer = await addOfficer()
    const content = Buffer.from(`${header}\nA1111AA,Bello,Ada,LEI,2026-11-20,remand,,,\n`)
    const by = { staff: officer, fromAddress: '10.0.0.1' }
    const { run } = report(await importReceptions(database, context, { name: 'C:\\in\\r.csv', content }, by))
    await importReceptions(database, context, { name: 'again.csv', content }, by)

    expect(await database.imports.find(run)).toMatchObject({
      kind: 'receptions',
      name: 'r.csv',
      importedByName: 'An officer',
    })
    expect((await database.imports.latest()).map(({ name, counts }) => [name, counts.added])).toEqual([
      ['again.csv', 0],
      ['r.csv', 1],
    ])
    expect(await fresh.knex('import_file').count()).toEqual([{ count: 1 }])
    const { id } = await person('A1111AA')
    expect(await database.audit.ofPerson(id)).toMatchObject([
      { site: 'staff', staffId: officer.id, action: 'person-added', fromAddress: '10.0.0.1' },
    ])
    const runs = await fresh.knex('audit_entry').where({ action: 'people-imported' }).select('staff_id', 'detail')
    expect(runs).toHaveLength(2)
    expect(runs[0]).toMatchObject({ detail: { kind: 'receptions', run, counts: { added: 1 } } })
  })

  test('links each fact to the file that it came from', async () => {
    await receptions('A1111AA,Bello,Ada,LEI,2026-11-20,sentenced,2027-05-01,,')
    await discharges('A1111AA,LEI,2027-04-01,CRD')
    const { factSources, releaseDate } = await person('A1111AA')
    expect(releaseDate).toBe('2027-04-01')
    expect(factSources.releaseDate?.source).toBe('discharges')
    expect(factSources.lastName?.source).toBe('receptions')
  })
})

describe('a file that is imported again', () => {
  const row = 'A1111AA,Bello,Ada,LEI,2026-11-20,sentenced,2027-05-01,A-1-001,com@example.test'

  test('changes nothing after discharges have changed the release date', async () => {
    await receptions(row)
    await discharges('A1111AA,LEI,2027-04-01,CRD')
    const before = await everyone()
    expect(report(await receptions(row)).counts).toMatchObject({ ...nothingNew, unchanged: 1 })
    expect(report(await receptions(row, '')).counts).toMatchObject({ ...nothingNew, unchanged: 1 })
    expect(report(await discharges('A1111AA,LEI,2027-04-01,CRD', '')).counts).toMatchObject({
      ...nothingNew,
      unchanged: 1,
    })
    expect(await everyone()).toEqual(before)
  })

  test('changes nothing after a newer file has changed the facts', async () => {
    await receptions(row)
    await receptions(row.replace('A-1-001', 'B-2-002'))
    expect(report(await receptions(row)).counts).toMatchObject({ ...nothingNew, unchanged: 1 })
    expect(await person('A1111AA')).toMatchObject({ location: 'B-2-002' })
  })

  test('accepts the rows that were rejected before, once they are valid', async () => {
    const list = ['A1111AA,LEI,2027-04-01,HDC', 'A2222BB,LEI,2027-04-01,HDC']
    await receptions(row)
    expect(report(await discharges(...list)).counts).toMatchObject({ changed: 1, refused: 1 })
    await receptions(row.replace('A1111AA', 'A2222BB'))
    expect(report(await discharges(...list)).counts).toMatchObject({ changed: 1, unchanged: 1, refused: 0 })
  })

  test('applies only the values that are new in it', async () => {
    await receptions(row)
    await discharges('A1111AA,LEI,2027-04-01,CRD')
    const news = report(await receptions(row.replace('A-1-001', 'B-2-002')))
    expect(news.changed).toEqual([{ line: 2, prisonNumber: 'A1111AA', fields: ['location'] }])
    expect(await person('A1111AA')).toMatchObject({ location: 'B-2-002', releaseDate: '2027-04-01' })
  })

  test('removes values that it no longer has, and ignores facts for which it has no column', async () => {
    await receptions(row)
    const [columns, cells] = ['prison_number,last_name,first_name,prison,reception_date,custody_status,location', row]
    await receptionsFile(`${columns}\n${cells.split(',').slice(0, 6).join(',')},\n`)
    expect(await person('A1111AA')).toMatchObject({
      location: null,
      releaseDate: '2027-05-01',
      comEmail: 'com@example.test',
    })
  })
})

describe('a transfer', () => {
  const at = (prison: string, day: string) =>
    `A1111AA,Bello,Ada,${prison},${day},sentenced,2027-05-01,A-1-001,com@example.test`

  test('moves drafts and open applications, removes their owners and tells both prisons', async () => {
    await receptions(at('LEI', '2026-11-20'))
    const { id } = await person('A1111AA')
    const open = await send('A1111AA', 'something-else')
    await send('A1111AA', 'something-private')
    const officer = await addOfficer()
    await database.applications.applyEvent(
      open,
      { kind: 'claimed', at: context.now, staffId: officer.id },
      { claimedBy: officer.id },
    )
    const draft = {
      id: randomUUID(),
      personId: id,
      form: 'bank-account' as const,
      formVersion: 1,
      answers: {},
      createdAt: context.now,
    }
    await database.drafts.open(draft)

    expect(report(await receptions(at('CFI', '2026-11-22'))).moved).toEqual([
      { line: 2, prisonNumber: 'A1111AA', from: 'LEI', to: 'CFI', fields: ['prison', 'reception_date'] },
    ])

    expect(await person('A1111AA')).toMatchObject({ id, prisonId: 'CFI', receptionDate: '2026-11-22' })
    const [application] = (await database.applications.ofPerson(id)).filter(({ form }) => form === 'something-else')
    expect(application).toMatchObject({ status: 'open', claimedBy: null })
    const events = await database.applications.events(application!.id)
    expect(events.find(({ kind }) => kind === 'person-moved')).toMatchObject({
      detail: { fromPrison: 'LEI', toPrison: 'CFI' },
    })
    expect(await database.drafts.of(id)).toHaveLength(1)
    // The restricted one is not counted: nobody outside the team that holds it may know of it.
    expect(await database.notices.unseen(['LEI'])).toMatchObject([{ kind: 'moved-out', openApplications: 1 }])
    expect(await database.notices.unseen(['CFI'])).toMatchObject([{ kind: 'moved-in', openApplications: 1 }])
    const acts = await database.audit.ofPerson(id)
    expect(acts.at(-1)).toMatchObject({
      site: 'terminal',
      action: 'person-moved',
      detail: { facts: ['prisonId', 'receptionDate'] },
    })
  })

  test('routes open applications again', async () => {
    await receptions(at('LEI', '2026-11-20').replace('com@example.test', ''))
    const { id, releaseDate } = await person('A1111AA')
    expect(releaseDate).toBe('2027-05-01')
    const application = await send('A1111AA', 'something-else')
    expect((await database.applications.lastDecision(application.id))?.facts.prison.region).toBe(
      'yorkshire-and-the-humber',
    )
    await receptions(at('CFI', '2026-11-22').replace('com@example.test', ''))
    expect((await database.applications.lastDecision(application.id))?.facts.prison.region).toBe('wales')
    expect((await database.applications.ofPerson(id))[0]?.team).toBe('pre-release-team')
  })

  test('is recorded once for two rows with the same day', async () => {
    const file = [at('PVI', '2026-11-21'), at('MDI', '2026-11-21')]
    expect(report(await receptions(...file)).counts).toMatchObject({ added: 1, moved: 1 })
    for (const rows of [file, [...file, '']]) {
      expect(report(await receptions(...rows)).counts).toMatchObject({ ...nothingNew, unchanged: 2 })
    }
    expect(await person('A1111AA')).toMatchObject({ prisonId: 'MDI' })
    expect(await database.notices.unseen(['PVI', 'MDI'])).toHaveLength(2)
  })

  test('is rejected with a reason when the reception is earlier', async () => {
    await receptions(at('LEI', '2026-11-20'))
    expect(report(await receptions(at('CFI', '2026-11-19'))).refused).toEqual([
      {
        line: 2,
        prisonNumber: 'A1111AA',
        prison: 'CFI',
        field: 'reception_date',
        why: 'is before the reception of this person that is already known',
      },
    ])
  })
})

test('moves applications to a COM once one is allocated', async () => {
  const row = (com: string) =>
    `${header},sentence_type,risk_of_serious_harm\nA1111AA,Bello,Ada,LEI,2026-11-20,sentenced,2026-12-20,,${com},determinate,high`
  await receptionsFile(row(''))
  const { id: personId } = await person('A1111AA')
  const answers = {
    'what-job': { words: '' },
    'job-to-keep': 'no',
    'job-to-go-to': 'no',
    'would-like': { words: 'A course' },
    'help-with': [],
    'feel-safe': 'safe',
  }
  const draft = {
    id: randomUUID(),
    personId,
    form: 'job-or-training' as const,
    formVersion: 1,
    answers,
    createdAt: context.now,
  }
  await database.drafts.open(draft)
  const sent = await submitApplication(database, context, {
    draftId: draft.id,
    personId,
    words,
    fromAddress: undefined,
  })
  expect(sent).toMatchObject({ kind: 'sent', application: { destination: 'PRT', rule: 'A1' } })
  await receptionsFile(row('com@example.test'))
  const [application] = await database.applications.ofPerson(personId)
  expect(application).toMatchObject({ destination: 'COM', rule: 'D4' })
})

describe('discharges', () => {
  beforeEach(() =>
    receptions(
      'A1111AA,Bello,Ada,LEI,2026-11-20,sentenced,,,',
      'A2222BB,Ito,Ken,LEI,2026-11-20,sentenced,2027-05-01,,',
    ),
  )

  test('set the earlier of two release dates, and a tag as the tag date', async () => {
    const list = ['A1111AA,LEI,2027-04-01,CRD', 'A1111AA,LEI,2027-03-01,ARD', 'A1111AA,LEI,2027-01-01,HDC']
    expect(report(await discharges(...list)).counts).toMatchObject({ changed: 2, unchanged: 1 })
    expect(await person('A1111AA')).toMatchObject({ releaseDate: '2027-03-01', tagDate: '2027-01-01' })
    expect(report(await discharges(...list, '')).counts).toMatchObject({ ...nothingNew, unchanged: 3 })
  })

  test('move the day of leaving by every other type of release, and never the release date', async () => {
    const list = [
      'A1111AA,LEI,2027-04-01,PED',
      'A2222BB,LEI,2027-04-01,PED',
      'A2222BB,LEI,2027-04-10,Parole',
      'A2222BB,LEI,2027-04-11,re-release',
      'A2222BB,LEI,2027-04-12,early',
      'A2222BB,LEI,2027-04-13,court',
    ]
    const result = report(await discharges(...list))
    expect(result.counts).toMatchObject({ ...nothingNew, changed: 5, unchanged: 1 })
    expect(result.unchanged).toMatchObject([
      { line: 3, note: 'another row has the day of this person’s release on parole' },
    ])
    expect(await person('A1111AA')).toMatchObject({ releaseDate: null, paroleReleaseDate: '2027-04-01' })
    expect(await person('A2222BB')).toMatchObject({
      releaseDate: '2027-05-01',
      paroleEligibilityDate: null,
      paroleReleaseDate: '2027-04-10',
      reReleaseDate: '2027-04-11',
      earlyReleaseDate: '2027-04-12',
      courtReleaseDate: '2027-04-13',
    })
    expect(report(await discharges(...list, '')).counts).toMatchObject({ ...nothingNew, unchanged: 6 })
  })

  test('are rejected from another prison', async () => {
    const { refused } = report(await discharges('A1111AA,CFI,2027-04-01,CRD'))
    expect(refused).toMatchObject([
      { line: 2, field: 'prison', why: 'is not the prison that this person is known to be in' },
    ])
  })
})

describe('a file that is rejected as a whole changes nothing', () => {
  const row = 'A1111AA,Bello,Ada,LEI,2026-11-20,remand,,,'
  test.each<[string, Buffer, string, string]>([
    ['binary content', Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0]), 'not-csv', 'UTF-8'],
    [
      'text in another encoding',
      Buffer.from(`${header}\n${row.replace('Bello', 'Bell\u00f4')}`, 'latin1'),
      'not-csv',
      'UTF-8',
    ],
    ['a zero byte', Buffer.from(`${header}\n${row}\0`), 'not-csv', 'not text'],
    ['an unclosed quote', Buffer.from(`${header}\n${row}\nA2222BB,"Bello,Ada`), 'not-csv', 'never closed'],
    [
      'a quote within a cell',
      Buffer.from(`${header}\n${row.replace('Bello', 'Bel"lo')}`),
      'not-csv',
      'middle of a cell',
    ],
    ['lines that end in CR alone', Buffer.from(`${header}\r${row}\r`), 'not-csv', 'end in CR'],
    ['an empty file', Buffer.from(''), 'columns-missing', 'prison_number, last_name'],
    [
      'a missing column',
      Buffer.from(`${header.replace('last_name', 'surname')}\n${row}`),
      'columns-missing',
      'no column last_name',
    ],
    ['no header', Buffer.from(row), 'columns-missing', 'prison_number'],
    ['semicolons', Buffer.from(`${header}\n${row}`.replaceAll(',', ';')), 'columns-missing', 'prison_number'],
    ['a column twice', Buffer.from(`${header},Prison Number\n${row},A1111AA`), 'columns-repeated', 'prison_number'],
    ['more than 20 MB', Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), 'too-big', '20 MB'],
  ])('%s', async (_what, content, reason, why) => {
    const result = await receptionsFile(content)
    expect(result).toMatchObject({ taken: false, kind: 'receptions', reason })
    expect(!result.taken && result.why).toContain(why)
    expect(await everyone()).toEqual([])
    expect(await database.imports.latest()).toEqual([])
  })

  test('repeats no content of the file in an error message', async () => {
    const result = await receptionsFile(row)
    expect(JSON.stringify(result)).not.toContain('Bello')
  })
})

describe('accepted file formats', () => {
  const rows = ['A1111AA,Bello,Ada,LEI,2026-11-20,remand,,,', 'A2222BB,Ito,Ken,LEI,20/11/2026,remand,,,']

  test.each([
    ['with a byte-order mark and CRLF', `\ufeff${[header, ...rows].join('\r\n')}\r\n`],
    [
      'with spaces and capitals in the names of columns',
      [header.toUpperCase().replaceAll('_', ' '), ...rows].join('\n'),
    ],
    [
      'with every cell in quotes',
      [header, ...rows]
        .map(line =>
          line
            .split(',')
            .map(cell => `"${cell}"`)
            .join(','),
        )
        .join('\n'),
    ],
    ['with blank lines and empty rows', ['', header, '', ...rows, ',,,,,,,,', '', ''].join('\r\n')],
    ['with unnamed columns', [`${header},,`, ...rows.map(row => `${row},,`)].join('\n')],
  ])('%s', async (_how, content) => {
    expect(report(await receptionsFile(content))).toMatchObject({
      counts: { added: 2, refused: 0 },
      unknownColumns: [],
    })
  })

  test('counts lines as an editor does, also after cells with line breaks', async () => {
    const content = [
      header,
      'A1111AA,Bello,Ada,LEI,2026-11-20,remand,,"A-1\r\nsee\r\nbook",',
      '',
      'bad,Bello,Ada,LEI,2026-11-20,remand,,"B\r\n2",',
      'bad,too,short',
      'bad,Bello,Ada,LEI,2026-11-20,remand,,,',
    ]
    const { refused } = report(await receptionsFile(content.join('\r\n')))
    expect(refused.map(({ line, field }) => [line, field])).toEqual([
      [6, 'prison_number'],
      [8, 'row'],
      [9, 'prison_number'],
    ])
    expect(await person('A1111AA')).toMatchObject({ location: 'A-1 see book' })
  })
})

test('rejects receptions at a closed prison', async () => {
  const closed = (await database.prisons.all()).find(({ active }) => !active)
  const { refused } = report(await receptions(`A1111AA,Bello,Ada,${closed?.id},2026-11-20,remand,,,`))
  expect(refused).toMatchObject([{ field: 'prison', why: 'is a prison that has closed' }])
})

test('adds each person once when one file is imported twice at the same time', async () => {
  const content = example('receptions.csv')
  const both = await Promise.all([receptionsFile(content), receptionsFile(content)])
  const [one, other] = both.map(result => report(result).counts)
  expect(one!.added + other!.added).toBe(231)
  expect(one!.refused).toBe(9)
  expect(await fresh.knex('person').count()).toEqual([{ count: 231 }])
})

test('imports a long file, and recognises it when it is imported again', async () => {
  const number = (index: number) => `A${String(index).padStart(4, '0')}AA`
  const rows = Array.from(
    { length: 600 },
    (_, index) => `${number(index)},Name,Given,LEI,2026-11-20,sentenced,${addDays(context.today, index % 300)},,`,
  )
  expect(report(await receptions(...rows)).counts).toEqual({
    added: 600,
    changed: 0,
    moved: 0,
    unchanged: 0,
    refused: 0,
  })
  expect(report(await receptions(...rows, '')).counts).toMatchObject({ ...nothingNew, unchanged: 600 })
  const moved = rows.map((row, index) => (index % 10 === 0 ? row.replace('LEI', 'HLI') : row))
  expect(report(await receptions(...moved)).counts).toMatchObject({ moved: 60, unchanged: 540, refused: 0 })
})
