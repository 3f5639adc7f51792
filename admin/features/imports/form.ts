import type { Request } from 'express'
import { z } from 'zod'
import type { Translate } from '../../../server/content/words'
import type { ImportKind } from '../../../server/database'
import type { ImportedFile } from '../../../server/use-cases/people/import-people'
import { mostMegabytes } from '../../../server/use-cases/people/read-csv'
import { describeParsed, parseForm, refusedBy, type FieldError, type Parsed } from '../../forms/form'
import type { FormReader } from '../../page/kernel'

/** The kinds of file that can be imported. */
export const importKinds = ['receptions', 'discharges'] as const satisfies readonly ImportKind[]

const kindForm = z.object({ kind: z.enum(importKinds) })

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
      const kind = describeParsed(parseForm(kindForm, body), () => errorOf('kind', t('console/imports:errors.kind')))
      const file = readFile(req, t)
      if (!kind.ok || !file.ok) return refusedBy(kind, file)
      return { ok: true, value: { kind: kind.value.kind, file: file.value } }
    },
  }
}

function readFile({ file, isUploadTooBig }: Request, t: Translate): Parsed<ImportedFile, FieldError> {
  if (isUploadTooBig) {
    return { ok: false, faults: [fileError(t('console/imports:errors.too-big', { megabytes: mostMegabytes }))] }
  }
  if (!file) return { ok: false, faults: [fileError(t('console/imports:errors.file'))] }
  return { ok: true, value: { name: file.originalname, content: file.buffer } }
}

/** An error about the file. */
export function fileError(text: string): FieldError {
  return errorOf('file', text)
}

function errorOf(field: 'kind' | 'file', text: string): FieldError {
  return { field, href: `#${field}`, text }
}
