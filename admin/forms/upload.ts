import type { Request, RequestHandler } from 'express'
import multer, { MulterError } from 'multer'
import type { Translate } from '../../server/content/words/words'
import type { ImportedFile } from '../../server/use-cases/people/records/import-people'
import { mostBytes, mostMegabytes } from '../../server/use-cases/people/records/read-csv'
import { PageError } from '../../server/web/pages/errors'
import { can, type Permission } from '../access/permissions'
import { staffIn } from '../access/signed-in-staff'
import type { FieldError, Parsed } from './form'

declare global {
  // Express and multer extend this namespace too.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    interface Request {
      /** The uploaded file was larger than an import takes, so it was discarded. */
      isUploadTooBig?: boolean
    }
  }
}

/** One byte more than an import takes, so that the import itself reports a file that is just too large. */
const parse = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: mostBytes + 1, files: 1, fields: 5, parts: 8, fieldSize: 4096, headerPairs: 50 },
}).single('file')

/**
 * Reads a posted form that contains a file. It runs before the CSRF check, which needs the token in the form, so it reads
 * nothing from anybody without the permission.
 */
export function readUpload(permission: Permission): RequestHandler {
  return (req, res, next) => {
    const staff = staffIn(res)
    if (!staff || !can(staff.role, permission)) return next()
    parse(req, res, (error: unknown) => {
      if (!error) return next()
      // Everything else is a body that no form of the console posts, such as one that was cut off.
      if (!(error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE'))
        return next(new PageError(400, 'bad-request'))
      req.isUploadTooBig = true
      next()
    })
  }
}

/** The uploaded file, or what is wrong with it; the import itself checks the content. */
export function uploadedFile({ file, isUploadTooBig }: Request, t: Translate): Parsed<ImportedFile, FieldError> {
  if (isUploadTooBig) {
    return { ok: false, faults: [fileError(t('console/imports:errors.too-big', { megabytes: mostMegabytes }))] }
  }
  if (!file) return { ok: false, faults: [fileError(t('console/imports:errors.file'))] }
  return { ok: true, value: { name: file.originalname, content: file.buffer } }
}

/** An error about the file. */
export function fileError(text: string): FieldError {
  return { field: 'file', href: '#file', text }
}
