import { z } from 'zod'
import type { Translate } from '../../../server/content/words/words'
import type { Person } from '../../../server/database'
import { parseReference } from '../../../server/domain/applications'
import { mostScanMegabytes, scanKinds } from '../../../server/domain/people/scans'
import type { AddedScan } from '../../../server/use-cases/people/records/scans'
import {
  describeFault,
  describeParsed,
  oneOf,
  parseForm,
  plainText,
  plainTextOrNone,
  refusedBy,
} from '../../forms/form'
import { uploadedFile } from '../../forms/upload'
import type { FormReader } from '../../page/kernel'

export const titleLimit = 100
export const becauseLimit = 200

const scanForm = z.object({
  'scan-kind': oneOf(scanKinds),
  'scan-title': plainTextOrNone(titleLimit),
  'scan-application': z
    .string()
    .max(40)
    .transform((text, context): string | null => {
      if (text === '') return null
      const reference = parseReference(text)
      if (reference !== undefined) return reference
      context.addIssue({ code: 'custom', message: 'not-there' })
      return z.NEVER
    }),
})

/** Reads what is said of a scan, and its file; the use case looks at the content. */
export function addForm(t: Translate): FormReader<AddedScan, Person> {
  return {
    fields: ['scan-kind', 'scan-title', 'scan-application'],
    freeText: ['scan-title'],
    read(body, { req }) {
      const about = describeParsed(parseForm(scanForm, body), fault => describeFault(fault, t))
      const file = uploadedFile(req, {
        none: t('console/scans:errors.none'),
        tooBig: t('console/scans:errors.too-big', { megabytes: mostScanMegabytes }),
      })
      if (!about.ok || !file.ok) return refusedBy(about, file)
      const { 'scan-kind': kind, 'scan-title': title, 'scan-application': reference } = about.value
      return { ok: true, value: { kind, title: title && title.replace(/\s+/gu, ' '), reference, file: file.value } }
    },
  }
}

/** Why a scan is removed. */
export const removeForm = z.object({ 'scan-because': plainText(becauseLimit) })
