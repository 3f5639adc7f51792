import { z } from 'zod'
import type { Translate } from '../../../server/content/words/words'
import { paperWriters, type PaperForm } from '../../../server/database'
import type { Answers } from '../../../server/domain/applications'
import type { CalendarDay } from '../../../server/domain/calendar'
import { formFacts } from '../../../server/use-cases/applications/sending/form-facts'
import { languages, type Language } from '../../../server/web/pages/language'
import { dayField } from '../../forms/day-field'
import { describeFault, describeParsed, oneOf, parseForm, refusedBy } from '../../forms/form'
import { hidden } from '../../page/form-meta'
import type { FormReader } from '../../page/kernel'
import type { Found } from './find'
import { describeAnswerFault } from './presenter'
import { readPaper } from './read-answers'

interface PaperEntry {
  readonly answers: Answers
  readonly language: Language
  readonly paper: Pick<PaperForm, 'dated' | 'filledInBy'>
}

/** The idempotency key of the page, which stays the same when the form is shown again. */
export const parseEntryId = hidden(z.object({ entryId: z.uuid() }))

/** Reads a whole form from one page. @param today read when a form is posted, because the reader is made at the start */
export function paperForm(today: () => CalendarDay, t: Translate): FormReader<PaperEntry, Found> {
  return {
    fields: ['entryId', 'dated', 'filled-in-by', 'language'],
    freeText: [],
    read(body, { found: { form, person } }) {
      const aboutForm = z.object({
        dated: dayField(today()),
        'filled-in-by': oneOf(paperWriters),
        language: oneOf(languages),
      })
      const about = describeParsed(parseForm(aboutForm, body), fault => describeFault(fault, t))
      const posted = body as Readonly<Record<string, unknown>>
      const answers = describeParsed(readPaper(form, posted, formFacts(person, today()), today()), fault =>
        describeAnswerFault(form, fault, t),
      )
      if (!about.ok || !answers.ok) return refusedBy(about, answers)
      const { dated, 'filled-in-by': filledInBy, language } = about.value
      return { ok: true, value: { answers: answers.value, language, paper: { dated, filledInBy } } }
    },
  }
}
