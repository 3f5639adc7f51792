import type { RequestHandler } from 'express'
import multer, { MulterError } from 'multer'
import { mostBytes } from '../../../server/use-cases/people/read-csv'
import { PageError } from '../../../server/web/errors'
import { can } from '../../access/permissions'
import { staffIn } from '../../access/signed-in-staff'

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
 * Reads the posted form of the imports page, which contains a file. It runs before the CSRF check, which needs the token
 * in the form, so it reads nothing from anybody who may not import.
 */
export const readUpload: RequestHandler = (req, res, next) => {
  const staff = staffIn(res)
  if (!staff || !can(staff.role, 'import')) return next()
  parse(req, res, (error: unknown) => {
    if (!(error instanceof MulterError)) return next(error)
    if (error.code !== 'LIMIT_FILE_SIZE') return next(new PageError(400, 'bad-request'))
    req.isUploadTooBig = true
    next()
  })
}
