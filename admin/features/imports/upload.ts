import type { RequestHandler, Response } from 'express'
import multer, { MulterError } from 'multer'
import { mostBytes } from '../../../server/use-cases/people/read-csv'
import { PageError } from '../../../server/web/errors'
import { can } from '../../access/permissions'
import { staffIn } from '../../access/signed-in-staff'

/** A little more than an import takes, so that a file which is just too large is told so by the import itself. */
const parse = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: mostBytes + 1, files: 1, fields: 5, parts: 8, fieldSize: 4096, headerPairs: 50 },
}).single('file')

/**
 * Reads the posted form of the imports page, which holds a file. It stands before the check for forged forms, which
 * needs the token in it; so it reads for staff who may import alone, and for nobody else.
 */
export const readUpload: RequestHandler = (req, res, next) => {
  const staff = staffIn(res)
  if (!staff || !can(staff.role, 'import')) return next()
  parse(req, res, (error: unknown) => {
    if (!(error instanceof MulterError)) return next(error)
    if (error.code !== 'LIMIT_FILE_SIZE') return next(new PageError(400, 'bad-request'))
    noteTooBig(res)
    next()
  })
}

interface UploadLocals {
  uploadIsTooBig?: boolean
}

function noteTooBig(res: Response): void {
  Object.assign(res.locals, { uploadIsTooBig: true } satisfies UploadLocals)
}

/** Whether the file was larger than an import takes; it was then not kept. */
export function isTooBig(res: Response): boolean {
  return (res.locals as UploadLocals).uploadIsTooBig === true
}
