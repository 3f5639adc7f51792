import cy from '../../../content/cy/tasks.json'
import en from '../../../content/en/tasks.json'
import { loadWords } from '../../../server/content/words/words'
import {
  checklistFor,
  taskGroups,
  taskPathways,
  tasks,
  taskStatuses,
  taskWords,
  timings,
} from '../../../server/domain/checklist'
import { aPerson, today } from './people'

type TaskWords = Readonly<Record<string, string>>
const english: Readonly<Record<string, TaskWords>> = en.tasks
const welsh: Readonly<Record<string, TaskWords>> = cy.tasks

const keysInUse = [...new Set(tasks.flatMap(task => [taskWords(task, 'england'), taskWords(task, 'wales')]))].map(key =>
  key.replace('tasks:tasks.', ''),
)
const parts = ['title', 'wording', 'what', 'why', 'howLong', 'whoCanHelp'] as const
const withLastDate = tasks
  .filter(task => task.lastDate)
  .flatMap(task => keysInUse.filter(key => key.startsWith(task.id)))

const sentences = (text: string) => text.split(/(?<=[.?!])\s+/)
const all = (language: Readonly<Record<string, TaskWords>>) =>
  Object.entries(language).flatMap(([key, words]) =>
    Object.entries(words).map(([part, text]) => ({ at: `${key}.${part}`, text })),
  )

/** checklist.md, Tasks, column "wording". The one that names the private topic is not here: it is never shown. */
const outlineWording: Readonly<Record<number, string>> = {
  1: 'Choose your language and how you like to read.',
  2: 'Tell us if you need help with reading, seeing, hearing or paying attention.',
  3: 'Check your release date with staff.',
  4: 'Find out who your probation worker is.',
  5: 'Tell us if you have a home to keep.',
  6: 'Tell your landlord you plan to come back.',
  7: 'End your tenancy the right way.',
  8: 'Ask about Council Tax while you are away.',
  9: 'Tell us where you want to live.',
  10: 'Say yes or no to staff telling a council.',
  11: 'Meet the housing worker.',
  12: 'Ask for a tag address.',
  13: 'Check your room is booked for the first night.',
  14: 'Meet the work coach.',
  15: 'Ask to open a bank account.',
  16: 'Find or order your ID.',
  17: 'Find your National Insurance number.',
  18: 'List your debts and ask for help.',
  19: 'Ask about court fines.',
  20: 'Get your Universal Credit claim ready.',
  21: 'In Wales: ask about help to set up home.',
  22: 'Ask how much you will get on the day.',
  23: 'Make or update your CV.',
  24: 'Find out what you must tell a boss about your record.',
  25: 'Ask for certificates of courses you did.',
  26: 'Tell your old boss, or a new one, your date.',
  27: 'Join a GP surgery.',
  28: 'Ask for a plan to keep your medicine going.',
  29: 'Ask for a letter about your health.',
  30: 'Ask about RECONNECT (England).',
  31: 'Ask for a care assessment.',
  32: 'See the recovery team.',
  33: 'Have your script ready for the day you leave.',
  34: 'Get a naloxone kit and learn to use it.',
  35: 'Tell Healthcare if you feel low or cannot cope.',
  36: 'Tell us who you want to be in touch with.',
  37: 'Sort out child contact or child maintenance.',
  38: 'Tell us if you were in care.',
  39: 'Tell us if you were in the Forces.',
  40: 'Ask to talk to someone.',
  41: 'Show staff any Home Office letter. Get legal advice.',
  42: 'Read your licence with your probation worker.',
  43: 'Check travel, clothes, property and phone.',
  44: 'Go to your first probation meeting.',
}

/** Those whose own wording a cellmate should not read in a list (norms.md 3.9). */
const withNeutralTitle = [18, 19, 28, 29, 30, 31, 32, 33, 34, 35, 41]

describe('the wording of the checklist', () => {
  it('matches the outline', () => {
    for (const { id, number } of tasks) {
      if (number !== null) expect([id, english[id]?.wording]).toEqual([id, outlineWording[number]])
    }
    expect(english['womens-service']?.wording).toBe('Women’s service')
    expect(english['if-court-lets-you-go']?.wording).toBe('Plan for what you do if court lets you go.')
  })

  it('matches the outline in titles too, unless a title would tell a cellmate something', () => {
    const changed = tasks.filter(({ id }) => english[id]?.title !== english[id]?.wording)
    expect(changed.flatMap(({ number }) => number ?? [])).toEqual(withNeutralTitle)
  })

  it('is left out of prints for others where the title is neutral, and for a task about talking', () => {
    const leftOut = tasks.filter(({ isPrivate }) => isPrivate).flatMap(({ number }) => number ?? [])
    expect(leftOut.filter(number => number !== 40)).toEqual(withNeutralTitle)
    expect(leftOut).toContain(40)
  })

  it.each([
    [
      'English',
      english,
      /debt|fine|\bowe|abuse|private|violen|drug|alcohol|drink|script|naloxone|methadone|medic|health|mental|cope|low\b|recovery|reconnect|immigra|home office|legal|sex|threat|gang|gambl/i,
    ],
    [
      'Welsh',
      welsh,
      /dyled|dirwy|camdrin|preifat|trais|cyffur|alcohol|presgripsiwn|naloxone|methadon|meddyginiaeth|iechyd|meddwl|ymdopi|isel|adfer|reconnect|mewnfudo|swyddfa gartref|cyfreithiol|\brhyw\b|rhywiol|bygyth|gamblo/i,
    ],
  ])('has %s titles that tell a cellmate nothing', (_, language, sensitive) => {
    for (const [key, words] of Object.entries(language))
      expect([key, words.title]).not.toEqual([key, expect.stringMatching(sensitive)])
  })

  it.each([
    ['English', en.pathways],
    ['Welsh', cy.pathways],
  ])('names the groups neutrally in %s', (_, pathways) => {
    expect(Object.values(pathways).join(' ')).not.toMatch(
      /health|drug|immigra|private|debt|iechyd|cyffur|mewnfud|preifat|dyled/i,
    )
  })

  it('exists for every task, every variant and every part, and for nothing else', () => {
    for (const language of [english, welsh]) {
      expect(Object.keys(language).toSorted()).toEqual(keysInUse.toSorted())
      for (const [key, words] of Object.entries(language)) {
        expect([key, Object.keys(words)]).toEqual([key, withLastDate.includes(key) ? [...parts, 'instead'] : parts])
      }
    }
  })

  it('differs in Welsh in every part', () => {
    for (const [key, words] of Object.entries(english)) {
      for (const [part, text] of Object.entries(words))
        expect([key, part, welsh[key]?.[part]]).not.toEqual([key, part, text])
    }
  })

  it.each([
    ['English', english],
    ['Welsh', welsh],
  ])('has no %s sentence of more than 20 words, no amount and no telephone number', (_, language) => {
    for (const { at, text } of all(language)) {
      for (const sentence of sentences(text)) expect([at, sentence.split(' ').length > 20]).toEqual([at, false])
      expect([at, text]).not.toEqual([at, expect.stringMatching(/£|\d{3}/)])
    }
  })

  it('promises nothing and calls nobody an offender', () => {
    for (const { at, text } of all(english)) {
      expect([at, text]).not.toEqual([
        at,
        expect.stringMatching(/\bguarantee|you will get (?!on the day)|offender|resident|service user/i),
      ])
    }
  })

  it.each([
    ['pathways', taskPathways],
    ['timing', timings],
    ['groups', taskGroups],
    ['statuses', taskStatuses],
  ] as const)('names the %s in both languages', (part, names) => {
    expect(Object.keys(en[part])).toEqual(names)
    expect(Object.keys(cy[part])).toEqual(names)
    const same = Object.entries(en[part]).filter(([key, text]) => new Map(Object.entries(cy[part])).get(key) === text)
    expect(same).toEqual([])
  })

  it('uses the status and timing words of the outline', () => {
    expect(Object.values(en.statuses)).toEqual([
      'To do',
      'Doing',
      'Sent',
      'With staff',
      'Answered',
      'Done',
      'Not for me',
    ])
    expect(en.timing).toEqual({
      now: 'Do this now',
      'by-date': 'By {{date}}',
      'any-time': 'Any time',
      'no-date': 'When you know your date',
    })
  })

  it('is found under the keys of a checklist item', () => {
    const words = loadWords('content', true)
    for (const homeRegion of ['wales', 'london'] as const) {
      for (const item of checklistFor(aPerson({ homeRegion, estate: 'women' }), today)) {
        for (const language of ['en', 'cy']) {
          for (const part of parts) expect(words.in(language)(`${item.words}.${part}`)).not.toBe('')
          expect(words.in(language)(`tasks:timing.${item.timing}`, { date: '1 May' })).not.toMatch(/\{\{/)
          expect(words.in(language)(`tasks:groups.${item.group}`)).not.toBe('')
        }
      }
    }
  })
})
