import fc from 'fast-check'
import { calendarDay } from '../../../server/domain/calendar'
import { parseReceptionRow, receptionColumns, requiredReceptionColumns } from '../../../server/domain/people'

const today = calendarDay('2026-11-23')

const good = {
  prison_number: 'A8865XZ',
  last_name: 'Grzelak',
  first_name: 'Nathan',
  date_of_birth: '07/09/1956',
  sex: 'M',
  prison: 'HLI',
  location: 'D-1-029',
  reception_date: '19/11/2026',
  custody_status: 'sentenced',
  sentence_type: 'determinate',
  sentenced_on: '06/02/2026',
  sentence_months: '60',
  release_date: '07/06/2028',
  parole_eligibility_date: '',
  tariff_expiry_date: '',
  risk_of_serious_harm: 'high',
  home_region: 'yorkshire-and-the-humber',
  com_name: 'M Iqbal',
  com_email: 'm.iqbal@example.test',
  pom_name: 'K Brandreth',
  first_language: 'Polish',
  care_experienced: 'N',
  nationality: 'British',
  recall_type: '',
  pom_email: 'k.brandreth@example.test',
  key_worker_name: 'A Key',
}

test('parses a valid row completely', () => {
  expect(parseReceptionRow(good, today)).toEqual({
    ok: true,
    value: {
      prisonNumber: 'A8865XZ',
      prisonId: 'HLI',
      receptionDate: '2026-11-19',
      facts: {
        lastName: 'Grzelak',
        firstName: 'Nathan',
        dateOfBirth: '1956-09-07',
        sex: 'M',
        location: 'D-1-029',
        custodyStatus: 'sentenced',
        sentence: 'determinate',
        sentencedOn: '2026-02-06',
        sentenceMonths: 60,
        releaseDate: '2028-06-07',
        paroleEligibilityDate: null,
        tariffExpiryDate: null,
        riskOfSeriousHarm: 'high',
        homeRegion: 'yorkshire-and-the-humber',
        comName: 'M Iqbal',
        comEmail: 'm.iqbal@example.test',
        pomName: 'K Brandreth',
        firstLanguage: 'Polish',
        careExperienced: false,
        nationality: 'British',
        recall: null,
        pomEmail: 'k.brandreth@example.test',
        keyWorkerName: 'A Key',
      },
    },
  })
})

test('requires the columns that the file description requires', () => {
  expect(requiredReceptionColumns).toEqual([
    'prison_number',
    'last_name',
    'first_name',
    'prison',
    'reception_date',
    'custody_status',
  ])
  expect(receptionColumns).toEqual(Object.keys(good))
})

test('treats a missing column as no information and a blank cell as not known', () => {
  const withoutCom = Object.fromEntries(Object.entries(good).filter(([column]) => column !== 'com_email'))
  const without = parseReceptionRow(withoutCom, today)
  const blank = parseReceptionRow({ ...good, com_email: ' ' }, today)
  expect(without.ok && 'comEmail' in without.value.facts).toBe(false)
  expect(blank.ok && blank.value.facts.comEmail).toBeNull()
})

const decomposed = 'Sio\u0302n'

test.each([
  ['prison_number', ' a3748hy ', { prisonNumber: 'A3748HY' }],
  ['prison', ' hli', { prisonId: 'HLI' }],
  ['reception_date', ' 2026-11-19 ', { receptionDate: '2026-11-19' }],
  ['reception_date', '24/12/2026', { receptionDate: '2026-12-24' }],
])('accepts %s %j', (column, cell, expected) => {
  expect(parseReceptionRow({ ...good, [column]: cell }, today)).toMatchObject({ ok: true, value: expected })
})

test.each([
  ['first_name', decomposed, { firstName: 'Si\u00f4n' }],
  ['first_name', '  Mary\tAnn ', { firstName: 'Mary Ann' }],
  [
    'first_name',
    '=HYPERLINK("http://evil.example/","click")',
    { firstName: '=HYPERLINK("http://evil.example/","click")' },
  ],
  ['last_name', '<script>alert(1)</script>', { lastName: '<script>alert(1)</script>' }],
  ['last_name', "O'Hare-Lynch", { lastName: "O'Hare-Lynch" }],
  ['last_name', '\u738b', { lastName: '\u738b' }],
  ['last_name', 'n'.repeat(100), { lastName: 'n'.repeat(100) }],
  ['last_name', '\u0e19\u0e49\u0e33'.repeat(50), { lastName: '\u0e19\u0e49\u0e33'.repeat(50) }],
  ['location', 'B-1-012\nsee wing diary', { location: 'B-1-012 see wing diary' }],
  ['location', 'B-1-012\r\n\r\nsee wing diary', { location: 'B-1-012 see wing diary' }],
  ['sex', 'f', { sex: 'F' }],
  ['sex', '', { sex: null }],
  ['custody_status', 'Convicted-Unsentenced ', { custodyStatus: 'convicted-unsentenced' }],
  ['custody_status', 'Immigration', { custodyStatus: 'immigration' }],
  ['recall_type', 'Fixed-Term', { recall: 'fixed-term' }],
  ['pom_email', ' K.Brandreth@Example.TEST ', { pomEmail: 'k.brandreth@example.test' }],
  ['key_worker_name', '', { keyWorkerName: null }],
  ['sentence_type', '', { sentence: null }],
  ['sentence_type', 'INDETERMINATE', { sentence: 'indeterminate' }],
  ['sentence_months', '0', { sentenceMonths: 0 }],
  ['release_date', '01/01/2020', { releaseDate: '2020-01-01' }],
  ['risk_of_serious_harm', 'HIGH', { riskOfSeriousHarm: 'high' }],
  ['home_region', '', { homeRegion: null }],
  ['com_email', ' M.Iqbal@Example.TEST ', { comEmail: 'm.iqbal@example.test' }],
  ['care_experienced', 'y', { careExperienced: true }],
  ['care_experienced', '', { careExperienced: null }],
  ['date_of_birth', '23/11/2026', { dateOfBirth: '2026-11-23' }],
])('accepts for %s %j', (column, cell, expected) => {
  expect(parseReceptionRow({ ...good, [column]: cell }, today)).toMatchObject({ ok: true, value: { facts: expected } })
})

test('accepts contradictory dates unchanged', () => {
  const row = { ...good, sentenced_on: '01/01/2027', release_date: '01/01/2020', custody_status: 'remand' }
  expect(parseReceptionRow(row, today).ok).toBe(true)
})

const notADay = 'must be a real day written DD/MM/YYYY or YYYY-MM-DD'
const notPrintable = 'has characters that cannot be printed'

test.each([
  ['prison_number', '12345', 'must be a letter, four digits and two letters'],
  ['prison_number', '', 'is missing'],
  ['prison_number', 'A1234\u0131A', 'must be a letter, four digits and two letters'],
  ['prison', 'Hull', 'must be the three letters of a prison in the register'],
  ['last_name', '', 'is missing'],
  ['last_name', ' \n ', 'is missing'],
  ['last_name', 'X'.repeat(101), 'must be 100 letters or fewer'],
  ['last_name', `e${'\u0301'.repeat(5000)}`, 'must be 100 letters or fewer'],
  ['last_name', '\u200b', 'has nothing in it that can be read'],
  ['first_name', 'Jo\u0000hn', notPrintable],
  ['first_name', 'Jo\u001b[31mhn', notPrintable],
  ['first_name', 'John\u202egnitset', notPrintable],
  ['location', 'A\u0007', notPrintable],
  ['date_of_birth', '04/13/1990', notADay],
  ['date_of_birth', '24/11/2026', 'must not be in the future'],
  ['date_of_birth', '31/12/1899', notADay],
  ['release_date', '31/02/2027', notADay],
  ['release_date', '1/2/2027', notADay],
  ['release_date', '2027-02-29', notADay],
  ['release_date', '46357', notADay],
  ['reception_date', '', 'is missing'],
  [
    'custody_status',
    'Sentanced',
    'must be one of remand, convicted-unsentenced, civil, immigration, sentenced, recalled',
  ],
  ['sentence_type', 'life', 'must be one of determinate, determinate-parole, indeterminate'],
  ['sentence_months', '18.5', 'must be a whole number from 0 to 9999'],
  ['sentence_months', '-1', 'must be a whole number from 0 to 9999'],
  ['sentence_months', '99999', 'must be a whole number from 0 to 9999'],
  ['risk_of_serious_harm', 'hi', 'must be one of low, medium, high, very-high'],
  ['sex', 'X', 'must be one of M, F'],
  ['care_experienced', 'maybe', 'must be Y, N or blank'],
  ['recall_type', 'emergency', 'must be one of fixed-term, standard'],
  ['pom_email', 'k.brandreth', 'must be an e-mail address'],
  ['key_worker_name', 'A\u0007', notPrintable],
  ['com_email', 'm.iqbal', 'must be an e-mail address'],
  ['com_email', 'a@b', 'must be an e-mail address'],
  ['com_email', 'a b@example.test', 'must be an e-mail address'],
  ['com_email', `${'a'.repeat(250)}@example.test`, 'must be an e-mail address'],
])('rejects %s %j', (column, cell, problem) => {
  expect(parseReceptionRow({ ...good, [column]: cell }, today)).toEqual({
    ok: false,
    faults: [{ field: column, problem }],
  })
})

test('rejects a region by another name instead of guessing', () => {
  const read = parseReceptionRow({ ...good, home_region: 'Yorkshire & Humber' }, today)
  expect(read).toMatchObject({ ok: false, faults: [{ field: 'home_region' }] })
})

test('reports every error of a row in the order of the columns', () => {
  const read = parseReceptionRow({ ...good, prison_number: '1', last_name: '', release_date: 'soon' }, today)
  expect(!read.ok && read.faults.map(({ field }) => field)).toEqual(['prison_number', 'last_name', 'release_date'])
})

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom(...Object.values(good), 'A1234BC', '29/02/2024', 'Y', '\u0000', '__proto__'),
)

test('parses or rejects any row, and never repeats a cell in an error', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...receptionColumns), cell), record => {
      const read = parseReceptionRow(record, today)
      if (read.ok) {
        expect(read.value.facts.lastName.length).toBeGreaterThan(0)
        return
      }
      expect(read.faults.length).toBeGreaterThan(0)
      for (const { field } of read.faults) expect(receptionColumns).toContain(field)
    }),
    { numRuns: 2000 },
  )
})
