import type { Request, RequestHandler } from 'express'
import multer, { MulterError } from 'multer'
import type { Translate } from '../../server/content/words/words'
import { mostMegabytes } from '../../server/use-cases/people/records/read-csv'
import { PageError } from '../../server/web/pages/errors'
import { can, type Permission } from '../access/permissions'
import { staffIn } from '../access/signed-in-staff'
import type { FieldError, Parsed } from './form'

declare global {
  // Express and multer extend this namespace too.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    interface Request {
      /** The uploaded file was larger than its form takes, so it was discarded. */
      isUploadTooBig?: boolean
    }
  }
}

/** What stands beside a file in a form, no more than our forms have. */
const textLimits = { fields: 8, parts: 10, fieldSize: 4096, headerPairs: 50 } as const

/** Reads what stands before the file, so that whoever has to sign in again does not lose it. The file is not read. */
const parseText = multer({ defParamCharset: 'utf8', limits: textLimits }).none()

/**
 * Reads a posted form that contains a file. It runs before the CSRF check, which needs the token in the form, so it reads
 * nothing from anybody without the permission; of whoever is not signed in, what was typed beside the file.
 *
 * @param mostBytes of the file
 */
export function readUpload(permission: Permission, mostBytes: number): RequestHandler {
  const parse = multer({
    storage: multer.memoryStorage(),
    defParamCharset: 'utf8',
    // One byte more than the form takes, so that the use case itself reports a file that is just too large.
    limits: { fileSize: mostBytes + 1, files: 1, ...textLimits },
  }).single('file')
  return (req, res, next) => {
    const staff = staffIn(res)
    if (!staff) {
      return parseText(req, res, (error: unknown) => {
        const isFile = error instanceof MulterError && error.code === 'LIMIT_UNEXPECTED_FILE'
        next(error && !isFile ? new PageError(400, 'bad-request') : undefined)
      })
    }
    if (!can(staff.role, permission)) return next()
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

/** A file as it was uploaded. */
export interface UploadedFile {
  readonly name: string
  readonly content: Buffer
}

/**
 * The uploaded file, or what is wrong with it; the use case checks the content.
 *
 * @param words what is said where there is no file, and of one that is too large
 */
export function uploadedFile(
  { file, isUploadTooBig }: Request,
  words: { readonly none: string; readonly tooBig: string },
): Parsed<UploadedFile, FieldError> {
  if (isUploadTooBig) return { ok: false, faults: [fileError(words.tooBig)] }
  if (!file) return { ok: false, faults: [fileError(words.none)] }
  return { ok: true, value: { name: file.originalname, content: file.buffer } }
}

/** The same of a file to import. */
export function fileToImport(req: Request, t: Translate): Parsed<UploadedFile, FieldError> {
  return uploadedFile(req, {
    none: t('console/imports:errors.file'),
    tooBig: t('console/imports:errors.too-big', { megabytes: mostMegabytes }),
  })
}

/** An error about the file. */
export function fileError(text: string): FieldError {
  return { field: 'file', href: '#file', text }
}
