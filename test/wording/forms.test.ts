import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadWords } from '../../server/content/words/words'
import { feelSafe, forms, helped, withheldAnswers, type Form } from '../../server/domain/applications'

const content = join(__dirname, '../../content')
const languages = ['en', 'cy'] as const
type Language = (typeof languages)[number]
type Leaves = ReadonlyMap<string, string>

function readLeaves(language: Language, file: string): Leaves {
  return new Map(leavesOf(JSON.parse(readFileSync(join(content, language, `${file}.json`), 'utf8'))))
}

function leavesOf(value: unknown, at = ''): readonly (readonly [string, string])[] {
  return typeof value === 'string'
    ? [[at, value]]
    : Object.entries(value as object).flatMap(([key, inner]) => leavesOf(inner, at === '' ? key : `${at}.${key}`))
}

const fileOf = (form: Form) => `forms/${form.id}`
const files = ['forms/common', 'in-cell/safety', ...forms.map(fileOf)]
const wording = new Map(
  files.flatMap(file => languages.map(language => [`${language}/${file}`, readLeaves(language, file)] as const)),
)
const wordsIn = (language: Language, file: string) => wording.get(`${language}/${file}`) ?? new Map<string, string>()
const all = (language: Language) =>
  files.flatMap(file => [...wordsIn(language, file)].map(([key, text]) => ({ at: `${file}:${key}`, text })))

/** Keys that a form must have; those of a hint or of why we ask are its own choice. */
function keysNeeded(form: Form): readonly string[] {
  return [
    'title',
    'shortTitle',
    'what',
    'before',
    ...form.questions
      .filter(({ id }) => id !== feelSafe.id)
      .flatMap(question => [
        `questions.${question.id}.title`,
        `questions.${question.id}.short`,
        ...('options' in question ? question.options.map(option => `questions.${question.id}.options.${option}`) : []),
      ]),
    ...form.questions.flatMap(({ id, samePage }, index) =>
      !samePage && form.questions[index + 1]?.samePage && form.questions[index + 1]?.id !== feelSafe.id
        ? [`questions.${id}.page`]
        : [],
    ),
    ...(form.questions.some(question => question.stop) ? ['stop.title', 'stop.text'] : []),
  ]
}

function keysAllowed(form: Form): readonly string[] {
  return [...keysNeeded(form), ...form.questions.flatMap(({ id }) => [`questions.${id}.hint`, `questions.${id}.why`])]
}

const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '')

describe('the wording of forms', () => {
  test.each(forms.map(form => [form.id, form] as const))(
    'covers everything that %s asks, and nothing else',
    (_id, form) => {
      const found = [...wordsIn('en', fileOf(form)).keys()]
      const missing = keysNeeded(form).filter(key => !found.includes(key))
      const unused = found.filter(key => !keysAllowed(form).includes(key))
      const inFile = (key: string) => `content/en/${fileOf(form)}.json: ${key}`
      expect({ missing: missing.map(inFile), unused: unused.map(inFile) }).toEqual({ missing: [], unused: [] })
    },
  )

  it('has a file for every form and no other files', () => {
    for (const language of languages) {
      const found = readdirSync(join(content, language, 'forms')).map(name => `forms/${name.replace('.json', '')}`)
      expect(found.toSorted()).toEqual(files.filter(file => file.startsWith('forms/')).toSorted())
    }
  })

  it('has the same titles as topics, in both languages', () => {
    for (const language of languages) {
      const topics = readLeaves(language, 'routing')
      for (const form of forms.filter(form => form.topics.length === 1)) {
        expect(wordsIn(language, fileOf(form)).get('title')).toBe(topics.get(`topics.${form.topics[0].topic}.title`))
      }
    }
  })

  it('has a short title that tells a cellmate nothing, where its topic has one', () => {
    for (const language of languages) {
      const topics = readLeaves(language, 'routing')
      for (const form of forms.filter(form => form.topics.length === 1 && !form.private)) {
        const neutral = topics.get(`topics.${form.topics[0].topic}.privateTitle`)
        if (neutral) expect(wordsIn(language, fileOf(form)).get('shortTitle')).toBe(neutral)
      }
    }
    const tellTale = /abuse|violen|sex|gang|threat|hurt|cam-drin|trais|\brhyw\b|bygwth|brifo/i
    for (const form of forms.filter(form => form.private)) {
      for (const language of languages) {
        const words = wordsIn(language, fileOf(form))
        for (const key of ['title', 'shortTitle', 'what', 'before', 'stop.title', 'stop.text']) {
          expect(words.get(key)).not.toMatch(tellTale)
        }
      }
    }
  })

  it('says at the start that nothing is shared without consent, where the form asks for one', () => {
    for (const form of forms) {
      const asks = form.questions.some(question => 'consent' in question)
      const before = wordsIn('en', fileOf(form)).get('before')
      expect([form.id, /Nothing goes outside prison and probation until you say yes\./.test(before ?? '')]).toEqual([
        form.id,
        asks,
      ])
    }
  })

  it('says what happens to someone who is not safe, where the form asks', () => {
    expect(wordsIn('en', 'forms/common').get('questions.feel-safe.hint')).toMatch(/not safe/)
    const others = forms.filter(form => form.questions.some(({ id, concern }) => concern && id !== feelSafe.id))
    expect(others.map(({ id }) => id)).toEqual(['debts-and-bills', 'mental-health', 'something-private'])
    for (const form of others) expect(wordsIn('en', fileOf(form)).get('before')).toMatch(/not safe/)
  })
})

describe('the wording that forms share', () => {
  const problems = [
    ...['nothing-chosen', 'nothing-written', 'not-an-option', 'alone', 'both', 'changed'],
    ...['no-day', 'not-a-day', 'day-to-come', 'day-gone'],
  ]
  const needed = [
    ...withheldAnswers.map(option => `withheld.${option}`),
    ...['title', 'hint', 'short'].map(part => `questions.${feelSafe.id}.${part}`),
    ...feelSafe.options.map(option => `questions.${feelSafe.id}.options.${option}`),
    ...[...problems, 'too-long'].map(problem => `errors.${problem}`),
    ...['many', 'limit', 'withheld', 'before', 'known'].map(hint => `hints.${hint}`),
    ...helped.map(whom => `helps.${whom}`),
    ...['day', 'month', 'year'].map(box => `day.${box}`),
    'nothing',
  ]

  it('has both withheld answers, feeling safe, and every error', () => {
    const found = new Set([...wordsIn('en', 'forms/common').keys()].map(withoutPlural))
    expect([...found].toSorted()).toEqual(needed.toSorted())
  })

  it('counts letters in every plural of the language', () => {
    for (const language of languages) {
      const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      const found = [...wordsIn(language, 'forms/common').keys()].filter(key => key.startsWith('errors.too-long'))
      expect(found.toSorted()).toEqual(categories.map(category => `errors.too-long_${category}`).toSorted())
    }
  })

  it('says by how much an answer is too long', () => {
    const words = loadWords(content, true)
    const tooLong = (language: Language, count: number) =>
      words.in(language)('forms/common:errors.too-long', { count, limit: 300 })
    expect(tooLong('en', 1)).toBe('Your answer is 1 letter too long. You can write up to 300')
    expect(tooLong('en', 12)).toBe('Your answer is 12 letters too long. You can write up to 300')
    expect(tooLong('cy', 2)).toBe('Mae gennych chi 2 lythyren yn ormod. Gallwch ysgrifennu hyd at 300')
    expect(tooLong('cy', 12)).toBe('Mae gennych chi 12 llythyren yn ormod. Gallwch ysgrifennu hyd at 300')
  })
})

describe('notes from forms.md', () => {
  it.each([
    ['debts-and-bills', 'kinds', 'Do not write the names of people you owe.'],
    ['debts-and-bills', 'pressure', 'Do not write the names of people you owe.'],
    ['gp-and-health', 'gp-area', 'Do not write about your health. Healthcare will ask you.'],
    ['court-release', 'medicine', 'Do not write about your health. Healthcare will ask you.'],
    ['tag-address', 'have-address', 'We can only pass this on. OMU decide.'],
    ['tag-address', 'cas2-room', 'We can only pass this on. OMU decide.'],
    ['immigration', 'home-office-letter', 'This is not legal advice.'],
    ['immigration', 'home-office-letter', 'Get free legal advice fast.'],
    ['immigration', 'letter-date', 'Talk to a legal adviser the same day.'],
  ])('are in %s %s: %s', (id, question, note) => {
    expect(wordsIn('en', `forms/${id}`).get(`questions.${question}.hint`)).toContain(note)
  })
})

describe('the page for someone who is not safe', () => {
  it('gives the number from the contacts', () => {
    for (const language of languages) {
      expect(wordsIn(language, 'in-cell/safety').get('ways.samaritans.title')).toContain('{{samaritans}}')
    }
  })

  it('says what happens to somebody who does not press the button', () => {
    expect(wordsIn('en', 'in-cell/safety').get('if-not.form')).toContain(
      'staff do not see your answer until you send the form',
    )
  })
})

describe('Welsh', () => {
  it('has the parameters of the English', () => {
    const parameters = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted()
    for (const file of files) {
      for (const [key, text] of wordsIn('cy', file)) {
        const english = wordsIn('en', file).get(key) ?? wordsIn('en', file).get(`${withoutPlural(key)}_other`)
        expect(parameters(text)).toEqual(parameters(english ?? ''))
      }
    }
  })

  it('has no short labels, beside which its yes and no, which repeat the verb of the question, would say nothing', () => {
    expect(all('cy').filter(({ at }) => at.endsWith('.short'))).toEqual([])
  })

  it('has a yes and a no that are a pair', () => {
    const pairs = ['Ydw Nac ydw', 'Oes Nac oes', 'Ydy Nac ydy', 'Ydyn Nac ydyn', 'Oedd Nac oedd', 'Oeddwn Nac oeddwn']
    pairs.push('Gallaf Na allaf', 'Cewch Na chewch', 'Hoffwn Na hoffwn', 'Do Naddo', 'Ie Nage', 'Byddaf Na fyddaf')
    pairs.push('Byddai Na fyddai')
    const firstOf = (text: string) => text.replace(/,.*/, '')
    const found = all('cy')
      .filter(({ at }) => at.endsWith('.options.yes'))
      .map(({ at, text }) => {
        const [file = '', key = ''] = at.split(':')
        const no = wordsIn('cy', file).get(key.replace(/yes$/, 'no')) ?? ''
        return `${firstOf(text)} ${firstOf(no)}`
      })
    expect(found.filter(pair => !pairs.includes(pair))).toEqual([])
  })

  it('differs from the English', () => {
    const same = all('cy').filter(({ at, text }) => {
      const [file = '', key = ''] = at.split(':')
      return wordsIn('en', file).get(key) === text
    })
    expect(same).toEqual([])
  })
})

const sentencesOf = (text: string) =>
  text
    .split(/(?<=[.?!])\s+/)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '')
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}£][\p{L}\p{N}’',£-]*/gu) ?? []

describe('plain language', () => {
  it('labels nobody, begs nobody, uses no Latin and has no links', () => {
    const banned =
      /\b(offenders?|prisoners?|residents?|users?|inmates?|please|e\.g\.|i\.e\.|etc\.?|via)(?=\W|$)|https?:|www\./i
    const bannedInWelsh =
      /\b(troseddwyr?|carcharor(ion)?|preswylwyr?|defnyddwyr?|os gwelwch yn dda)(?=\W|$)|https?:|www\./i
    expect(all('en').filter(({ text }) => banned.test(text))).toEqual([])
    expect(all('cy').filter(({ text }) => bannedInWelsh.test(text))).toEqual([])
  })

  it('promises nothing', () => {
    expect(
      all('en').filter(({ text }) => /\bwe will (get|give|find|make|book|sort)\b|\bguarantee/i.test(text)),
    ).toEqual([])
  })

  it('has questions of at most 15 words, and other sentences of at most 20', () => {
    const questions = all('en').filter(({ at }) => /questions\.[^.]+\.title$/.test(at))
    const long = (limit: number) => (sentence: string) => wordsOf(sentence).length > limit
    expect(questions.filter(({ text }) => sentencesOf(text).some(long(15)))).toEqual([])
    expect(all('en').filter(({ text }) => sentencesOf(text).some(long(20)))).toEqual([])
  })

  it('reads at Flesch-Kincaid grade 5 or below, on average and for each form', () => {
    const read = (file: string) =>
      [...wordsIn('en', file)].filter(([key]) => /\.(title|hint)$/.test(key)).flatMap(([, text]) => sentencesOf(text))
    expect(grade(files.flatMap(read))).toBeLessThanOrEqual(5)
    const hardest = forms.map(form => ({ form: form.id, grade: grade(read(fileOf(form))) }))
    expect(hardest.filter(({ grade }) => grade > 6)).toEqual([])
  })
})

/** 0.39 × words a sentence + 11.8 × syllables a word − 15.59. */
function grade(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsOf)
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59
}

/** Vowel groups, less a silent ending; an abbreviation or a number is said letter by letter, or figure by figure. */
function syllablesIn(word: string): number {
  if (/^[A-Z0-9£,]{2,}$/.test(word)) return word.replace(/\D*/, '').length || word.length
  const bare = word
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?<=[^aeiouyl])es?$|(?<=[^td])ed$/, '')
  return Math.max(1, (bare.match(/[aeiouy]+/g) ?? []).length)
}
