import type { Request, Response } from 'express'
import { csrfToken } from '../../../server/web/sessions/csrf'
import { describeFaults, type Fault } from '../../forms/form'
import { takeConfirmation } from '../../page/confirmation'
import type { TypedText } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'

/** What the page to sign in says beside its form. */
export interface PasswordPage {
  readonly faults?: readonly Fault[]
  readonly status?: number
  readonly email?: string | undefined
  /** A form that waits for its owner to sign in. */
  readonly expired?: {
    readonly sealed: string
    readonly typed: readonly TypedText[]
    /** Another account is signed in now. */
    readonly isOthers: boolean
  }
  /** What could not be kept. */
  readonly lost?: 'file'
}

/** Shows the page to sign in with a password. */
export function passwordPage({ dependencies, show }: Pick<ConsoleFeature, 'dependencies' | 'show'>) {
  const t = dependencies.words.in('en')
  return (req: Request, res: Response, { faults = [], status = 200, email = '', expired, lost }: PasswordPage = {}) => {
    const isAgain = expired !== undefined || lost !== undefined
    const kept = expired && (expired.isOthers ? t('console/sign-in:again.others') : t('console/sign-in:again.kept'))
    const context = {
      pageName: isAgain ? t('console/sign-in:again.title') : t('console/sign-in:title'),
      csrfToken: csrfToken(req),
      confirmation: takeConfirmation(req, t),
      email,
      // The header would name whoever is signed in instead.
      ...(isAgain && { staff: undefined }),
      sealed: expired?.sealed,
      kept: kept ?? null,
      lost: lost ? t(`console/sign-in:again.lost.${lost}`) : null,
      typed: expired?.typed ?? [],
      button: expired ? t('console/sign-in:again.button') : t('console/sign-in:button'),
      ...(faults.length > 0 && { errors: describeFaults(faults, t) }),
    }
    return show(req, res, 'console/sign-in/password.njk', context, status)
  }
}
