import { findTask, tasks, taskWords, type Due } from '../../../server/domain/checklist'

const outline = tasks.filter(task => task.number !== null)

/** As the column "due" of checklist.md, Tasks writes it. */
function asWritten(due: Due): string {
  switch (due.kind) {
    case 'day':
      return `Day ${due.n}`
    case 'first-week':
      return 'Week 1'
    case 'second-week':
      return 'Week 2'
    case 'before-release':
      return `R-${due.weeks}w`
    case 'before-release-or-first-week':
      return `R-${due.months}m${due.days}d or week 1`
    case 'day-of-release':
      return 'Day of release'
    case 'same-day':
      return 'Same day'
    case 'any-time':
      return 'Any time'
  }
}

describe('the tasks of checklist.md, Tasks', () => {
  it('are 44, in the order of the outline, and those that have no number there', () => {
    expect(outline.map(task => task.number)).toEqual(Array.from({ length: 44 }, (_, index) => index + 1))
    expect(tasks.filter(task => task.number === null).map(task => task.id)).toEqual([
      'why-recalled',
      'parole-plan',
      'womens-service',
      'learning-and-work',
      'job-to-keep',
      'if-court-lets-you-go',
    ])
  })

  it('have unique kebab-case ids, which can be looked up', () => {
    expect(new Set(tasks.map(task => task.id)).size).toBe(50)
    for (const task of tasks) {
      expect(task.id).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(findTask(task.id)).toBe(task)
    }
    expect(findTask('no-such-task')).toBeUndefined()
  })

  it('have ids that give nothing away in an address', () => {
    const ids = tasks.map(task => task.id).join(' ')
    expect(ids).not.toMatch(
      /debt|fine|owe|abuse|drug|alcohol|script|naloxone|medic|health|mental|immigra|home-office|sex/,
    )
  })

  it('put "Women\'s service" after 9', () => {
    const ids = tasks.map(task => task.id)
    expect(ids.indexOf('womens-service')).toBe(ids.indexOf('where-to-live') + 1)
  })

  it.each([
    ['Day 1', [1, 2]],
    ['Week 1', [3, 5, 6, 38, 39]],
    ['R-7m15d or week 1', [4]],
    ['Week 2', [7, 8]],
    ['R-12w', [9, 10, 14, 15, 16, 17, 18, 23, 30, 31, 32, 36]],
    ['R-10w', [11, 12, 19]],
    ['R-8w', [24, 37]],
    ['R-6w', [21]],
    ['R-4w', [25, 26, 27, 28, 42]],
    ['R-2w', [13, 22, 29, 33, 34, 43]],
    ['R-1w', [20]],
    ['Any time', [35, 40]],
    ['Same day', [41]],
    ['Day of release', [44]],
  ])('are due %s: %p', (due, numbers) => {
    expect(outline.filter(task => asWritten(task.due) === due).map(task => task.number)).toEqual(numbers)
  })

  it.each([
    ['about-you', [1, 2]],
    ['release-plan', [3, 4, 22, 42, 43]],
    ['keep-or-end-tenancy', [5, 6, 7]],
    ['debts-and-bills', [8, 18, 19, 21]],
    ['somewhere-to-live', [9, 10, 11, 13]],
    ['tag-address', [12]],
    ['universal-credit', [14, 20]],
    ['bank-account', [15]],
    ['identity-documents', [16, 17]],
    ['job-or-training', [23, 24, 25, 26]],
    ['gp-and-health', [27, 28, 29]],
    ['mental-health', [30, 35]],
    ['social-care', [31]],
    ['drugs-and-alcohol', [32, 33, 34]],
    ['family-and-children', [36, 37]],
    ['care-leaver', [38]],
    ['veteran', [39]],
    ['something-private', [40]],
    ['immigration', [41]],
    [null, [44]],
  ])('start %s: %p', (form, numbers) => {
    expect(outline.filter(task => task.form === form).map(task => task.number)).toEqual(numbers)
  })

  it('have a last day: that of the sources for the bank, and this service’s own (decision 49)', () => {
    const last = tasks.filter(task => task.lastDate).map(task => [task.number, task.lastDate?.weeks])
    expect(last).toEqual([
      [11, 3],
      [14, 1],
      [15, 6],
      [16, 4],
      [21, 3],
      [31, 4],
    ])
    for (const task of tasks) {
      if (!task.lastDate || task.due.kind !== 'before-release') continue
      expect([task.id, task.lastDate.weeks < task.due.weeks, task.needsStaff]).toEqual([task.id, true, true])
    }
  })

  it('have their own wording for where to live in Wales, where an application for assistance goes with it', () => {
    const own = tasks.filter(task => taskWords(task, 'england') !== taskWords(task, 'wales'))
    expect(own.map(task => task.number)).toEqual([9])
  })
})
