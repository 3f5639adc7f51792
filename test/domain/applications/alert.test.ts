import {
  answersReplaced,
  belongsToAlert,
  completesAlert,
  findForm,
  isWithoutForm,
} from '../../../server/domain/applications'

const form = findForm('mental-health')
const answers = { 'want-to-talk': 'yes', 'hurt-yourself': 'yes' }
const alert = { status: 'open', answers, concernWaits: true } as const

describe('pressing "Tell staff now" again', () => {
  it.each([
    ['adds to the alert while its concern waits', alert, true],
    ['is a new alert when staff have acknowledged it', { ...alert, concernWaits: false }, false],
    ['is a new alert when staff have answered it', { ...alert, status: 'closed' } as const, false],
  ])('%s', (_title, sent, expected) => expect(belongsToAlert(sent)).toBe(expected))
})

describe('the finished form', () => {
  const acknowledged = { ...alert, concernWaits: false }
  const safe = { ...answers, 'feel-safe': 'safe' }
  const notSafe = { ...answers, 'feel-safe': 'not-safe' }
  it.each([
    ['completes an alert whose concern waits', alert, notSafe, true],
    ['completes an acknowledged alert when it says nothing more about safety', acknowledged, safe, true],
    ['stands for itself when it raises another concern than the acknowledged one', acknowledged, notSafe, false],
    ['stands for itself when staff have answered the alert', { ...alert, status: 'closed' } as const, safe, false],
  ])('%s', (_title, sent, finished, expected) => expect(completesAlert(form, sent, finished)).toBe(expected))
})

it('keeps the answers that are changed or gone, and no others', () => {
  const before = { a: 'yes', b: ['x', 'y'], c: { words: 'Leeds' }, d: 'no' }
  const after = { a: 'no', b: ['x', 'y'], c: { words: 'Leeds' }, e: 'yes' }
  expect(answersReplaced(before, after)).toEqual({ a: 'yes', d: 'no' })
})

it('knows an alert without a form by its having at most what is happening', () => {
  const sent = { form: 'something-else', unfinished: true, answers: {} } as const
  expect(isWithoutForm(sent)).toBe(true)
  expect(isWithoutForm({ ...sent, answers: { ask: { words: 'Threats' } } })).toBe(true)
  expect(isWithoutForm({ ...sent, answers: { about: 'something-else' } })).toBe(false)
  expect(isWithoutForm({ ...sent, unfinished: false })).toBe(false)
  expect(isWithoutForm({ ...sent, form: 'mental-health' })).toBe(false)
})
