import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { z } from 'zod'
import type { SingleSignOnSettings } from '../../config'

/** State kept, sealed, while the person is at the issuer. */
export interface PendingSignIn {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** In seconds since 1970, when they must sign in anew; null when the issuer's session will do. */
  readonly notBefore: number | null
}

/** How far the issuer's clock may be behind ours, in seconds. */
const clockTolerance = 5

/** The identity that the issuer signed in. */
export interface SignedIn {
  readonly subject: string
  /** The issuer's session id, when given. */
  readonly sessionId: string | null
  /** The claim's value; null when the claim is missing. */
  readonly prisonNumber: string | null
}

/** What a back-channel logout ends: one session, or all of a subject's. */
export interface Ended {
  readonly tokenId: string
  readonly subject: string | null
  readonly sessionId: string | null
}

/** The issuer did not respond, or not as an OpenID Connect issuer. */
export class IssuerUnreachable extends Error {
  override name = 'IssuerUnreachable'
}

/** The issuer's session was somebody's before, or it does not say when they signed in. */
export class NotSignedInAnew extends Error {
  override name = 'NotSignedInAnew'
}

const timeoutSeconds = 5
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

const logoutClaims = z
  .object({
    jti: z.string().min(1).max(300),
    sub: z.string().max(300).optional(),
    sid: z.string().max(300).optional(),
    nonce: z.never().optional(),
    events: z.object({ [logoutEvent]: z.object({}) }),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined)

/**
 * Sign-in by OpenID Connect: authorization code flow with PKCE, state and nonce, and back-channel logout. The issuer's
 * metadata is fetched on first use and cached.
 */
export class SingleSignOn {
  private known: Promise<client.Configuration> | undefined

  /** @param insecure allows plain HTTP, for development and tests */
  constructor(
    private readonly settings: SingleSignOnSettings,
    private readonly insecure: boolean,
  ) {}

  /**
   * @param again forces re-authentication: on a shared device the issuer's session may be the previous person's
   * @throws {IssuerUnreachable}
   */
  async begin(options: {
    readonly backTo: string
    readonly language: string
    readonly again: boolean
    readonly now: Date
  }): Promise<{ readonly address: URL; readonly pending: PendingSignIn }> {
    const issuer = await this.issuer()
    const pending = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      notBefore: options.again ? Math.floor(options.now.getTime() / 1000) : null,
    }
    const address = client.buildAuthorizationUrl(issuer, {
      redirect_uri: options.backTo,
      scope: this.settings.scope,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      ui_locales: options.language,
      ...(options.again && { prompt: 'login', max_age: '0' }),
    })
    return { address, pending }
  }

  /**
   * @param address the callback URL
   * @throws when the issuer refused, the state does not match, a token is invalid, or the person did not sign in anew
   * though they had to: what the browser was given to ask for can be taken out of the address (OpenID Connect Core 3.1.2.1)
   */
  async finish(address: URL, { state, nonce, verifier, notBefore }: PendingSignIn): Promise<SignedIn> {
    const issuer = await this.issuer()
    const tokens = await client.authorizationCodeGrant(issuer, address, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()!
    if (notBefore !== null && !(Number(claims.auth_time) >= notBefore - clockTolerance)) {
      throw new NotSignedInAnew('the issuer signed nobody in since this was asked')
    }
    const { prisonNumberClaim } = this.settings
    const claim =
      claims[prisonNumberClaim] ??
      (issuer.serverMetadata().userinfo_endpoint &&
        (await client.fetchUserInfo(issuer, tokens.access_token, claims.sub))[prisonNumberClaim])
    return {
      subject: claims.sub,
      sessionId: typeof claims.sid === 'string' ? claims.sid : null,
      prisonNumber: typeof claim === 'string' ? claim : null,
    }
  }

  /** @throws when the token is not a valid logout token of this issuer for this service */
  async readLogout(token: string): Promise<Ended> {
    const metadata = (await this.issuer()).serverMetadata()
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri ?? ''), { timeoutDuration: timeoutSeconds * 1000 })
    const { payload } = await jwtVerify(token, keys, {
      issuer: metadata.issuer,
      audience: this.settings.clientId,
      requiredClaims: ['iat', 'jti', 'events'],
      maxTokenAge: 300,
      clockTolerance: 30,
    })
    const { jti, sub, sid } = logoutClaims.parse(payload)
    return { tokenId: jti, subject: sub ?? null, sessionId: sid ?? null }
  }

  private async issuer(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings
    this.known ??= client.discovery(new URL(issuer), clientId, undefined, client.ClientSecretBasic(clientSecret), {
      timeout: timeoutSeconds,
      execute: [client.enableNonRepudiationChecks, ...(this.insecure ? [client.allowInsecureRequests] : [])],
    })
    try {
      return await this.known
    } catch (error) {
      this.known = undefined
      throw new IssuerUnreachable('the issuer cannot be reached', { cause: error })
    }
  }
}
