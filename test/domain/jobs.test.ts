import { parseCronItems } from 'graphile-worker'
import { afterFailure, inBatches, jobKindNames, jobRules } from '../../server/domain/jobs'

it('divides people into batches of a hundred, each of them once and in order', () => {
  const people = Array.from({ length: 250 }, (_, index) => index + 1)
  const batches = inBatches(people)
  expect(batches.map(({ personIds }) => personIds.length)).toEqual([100, 100, 50])
  expect(batches.flatMap(({ personIds }) => personIds)).toEqual(people)
  expect(inBatches([])).toEqual([])
})

it('puts somebody who failed into a batch of their own, and those after them into another', () => {
  expect(afterFailure([1, 2, 3, 4], 1)).toEqual([{ personIds: [2] }, { personIds: [3, 4] }])
  expect(afterFailure([1, 2], 1)).toEqual([{ personIds: [2] }])
})

it('limits the attempts of every kind of job', () => {
  for (const kind of jobKindNames) {
    expect(jobRules(kind).attempts).toBeGreaterThan(1)
    expect(jobRules(kind).attempts).toBeLessThan(20)
  }
})

it('has a cron that the queue can read for each kind that comes back', () => {
  const timed = jobKindNames.flatMap(kind => {
    const { cron } = jobRules(kind)
    return cron === undefined ? [] : [{ task: kind, match: cron }]
  })
  expect(timed.map(({ task }) => task)).toContain('start-daily-work')
  expect(() => parseCronItems(timed)).not.toThrow()
})

it('leaves work on everybody and e-mails until other jobs are done', () => {
  for (const kind of jobKindNames) {
    const { lane, priority } = jobRules(kind)
    expect(priority > 0).toBe(lane !== undefined)
  }
})
