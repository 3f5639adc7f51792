import type { SiteDependencies } from '../../../dependencies'

/** What the sign-in page shows when nothing has happened yet: the ways to sign in, and no message. */
export function freshSignIn({ config, singleSignOn }: SiteDependencies) {
  return {
    back: '/',
    ended: false,
    kept: false,
    problem: null,
    prisonNumber: '',
    usesPin: config.pinSignIn,
    usesSingleSignOn: singleSignOn !== undefined,
  }
}
