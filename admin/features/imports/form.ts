import { z } from 'zod'
import type { Translate } from '../../../server/content/words/words'
import type { ImportKind } from '../../../server/database'
import type { ImportedFile } from '../../../server/use-cases/people/records/import-people'
import { describeParsed, oneOf, parseForm, refusedBy } from '../../forms/form'
import { fileToImport } from '../../forms/upload'
import type { FormReader } from '../../page/kernel'

/** The kinds of file that can be imported. */
export const importKinds = ['receptions', 'discharges'] as const satisfies readonly ImportKind[]

const kindForm = z.object({ kind: oneOf(importKinds) })

interface Upload {
  readonly kind: (typeof importKinds)[number]
  readonly file: ImportedFile
}

/** Reads the kind of an uploaded file; the import itself checks the content. */
export function uploadForm(t: Translate): FormReader<Upload, unknown> {
  return {
    fields: ['kind'],
    freeText: [],
    read(body, { req }) {
      const kindError = { field: 'kind', href: '#kind', text: t('console/imports:errors.kind') }
      const kind = describeParsed(parseForm(kindForm, body), () => kindError)
      const file = fileToImport(req, t)
      if (!kind.ok || !file.ok) return refusedBy(kind, file)
      return { ok: true, value: { kind: kind.value.kind, file: file.value } }
    },
  }
}
