import type { Person } from '../../server/database'
import { addPerson, addPrisons } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite
let person: Person
let draftId: string

const at = new Date('2026-11-20T10:00:00Z')
const later = new Date('2026-11-20T11:00:00Z')

beforeAll(async () => {
  site = await startTestSite()
  await addPrisons(site.dependencies)
  person = await addPerson(site.dependencies, 'A1234AA')
})

beforeEach(async () => {
  await site.knex('draft').delete()
  await site.knex('expired_form').delete()
  const draft = { form: 'something-else' as const, formVersion: 1, answers: {}, createdAt: at }
  const opened = { id: '0b0c7c0a-6f4a-4b5e-9d0f-3f9f2f6f0a11', personId: person.id, ...draft }
  draftId = (await site.dependencies.database.drafts.open(opened)).id
})

afterAll(() => site.stop())

const answerForm = () => ({ kind: 'answer', about: 'ask', draftId }) as const
const noteForm = { kind: 'note', about: 'cv' } as const
const posted = (words: string) => ({ choice: [], words })

const save = (form: ReturnType<typeof answerForm> | typeof noteForm, words: string, pageMadeAt = at) =>
  site.dependencies.database.expiredForms.save({
    personId: person.id,
    form,
    posted: posted(words),
    pageMadeAt,
    savedAt: at,
  })

/** What a form posted and its person has not reviewed. */
async function waiting({ kind, about }: ReturnType<typeof answerForm> | typeof noteForm, { id } = person) {
  const found = await site.knex('expired_form').where({ kind, about, person_id: id }).select('posted')
  return (found as { posted: unknown }[])[0]?.posted ?? undefined
}

describe.each([
  ['an answer', answerForm],
  ['a text', () => noteForm],
])('%s', (_name, form) => {
  it('saves the first post of the page that was rendered last', async () => {
    const { expiredForms } = site.dependencies.database
    expect(await save(form(), 'one')).toBe('saved')
    expect(await save(form(), 'one')).toBe('was-saved')
    expect(await save(form(), 'two')).toBe('refused')
    expect(await save(form(), 'three', later)).toBe('saved')
    expect(await waiting(form())).toEqual(posted('three'))
    await expiredForms.settle(person.id, form())
    expect(await waiting(form())).toBeUndefined()
    expect(await save(form(), 'three', later)).toBe('refused')
  })
})

describe('the tables of the version before', () => {
  const answers = () => site.knex('late_answer').select('draft_id', 'question', 'posted', 'page_made_at')
  const texts = () => site.knex('late_words').select('person_id', 'kind', 'about', 'words', 'page_made_at')

  it('contain what this version saves, changes and deletes', async () => {
    await save(answerForm(), 'one')
    await save(noteForm, 'two')
    await save(noteForm, 'three', later)
    expect(await answers()).toEqual([{ draft_id: draftId, question: 'ask', posted: posted('one'), page_made_at: at }])
    const note = { person_id: person.id, kind: 'note', about: 'cv', page_made_at: later }
    expect(await texts()).toEqual([{ ...note, words: 'three' }])
    await site.dependencies.database.expiredForms.settle(person.id, noteForm)
    expect(await texts()).toEqual([{ ...note, words: null }])
    await site.knex('draft').delete()
    await site.knex('expired_form').delete()
    expect([await answers(), await texts()]).toEqual([[], []])
    expect(await site.knex('expired_form')).toEqual([])
  })

  it('pass on what the version before saves, changes and deletes', async () => {
    const { expiredForms } = site.dependencies.database
    const dates = { page_made_at: at, kept_at: at }
    const answer = { draft_id: draftId, question: 'ask', posted: JSON.stringify(posted('one')), ...dates }
    await site.knex('late_answer').insert(answer).onConflict(['draft_id', 'question']).merge()
    await site.knex('late_words').insert({ person_id: person.id, kind: 'note', about: 'cv', words: 'two', ...dates })
    expect(await waiting(answerForm())).toEqual(posted('one'))
    expect(await expiredForms.textsToReview(person.id)).toEqual([{ kind: 'note', about: 'cv', words: 'two' }])
    await site.knex('late_words').update({ words: null })
    await site.knex('late_answer').update({ posted: null })
    expect(await expiredForms.textsToReview(person.id)).toEqual([])
    expect(await expiredForms.answersToReview([draftId])).toEqual([])
    expect(await save(answerForm(), 'one')).toBe('refused')
    await site.knex('late_words').delete()
    await site.knex('draft').delete()
    expect(await site.knex('expired_form')).toEqual([])
  })

  it('move an answer with its draft to another person', async () => {
    await save(answerForm(), 'one')
    const other = await addPerson(site.dependencies, 'A2345BB')
    await site.knex('draft').update({ person_id: other.id })
    expect(await waiting(answerForm(), other)).toEqual(posted('one'))
    expect(await answers()).toHaveLength(1)
  })
})
