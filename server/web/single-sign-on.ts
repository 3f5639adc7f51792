import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { z } from 'zod'
import type { SingleSignOnSettings } from '../config'

/** What the browser keeps while its person is at the issuer. */
export interface PendingSignIn {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Whom the issuer signed in. */
export interface SignedIn {
  readonly subject: string
  /** The issuer's own session, when it says so. */
  readonly sessionId: string | null
  /** As the claim gives it; null when there is no such claim. */
  readonly prisonNumber: string | null
}

/** What the issuer says has ended: one of its sessions, or all of a subject's. */
export interface Ended {
  readonly tokenId: string
  readonly subject: string | null
  readonly sessionId: string | null
}

/** The issuer did not answer, or not as one. */
export class IssuerUnreachable extends Error {
  override name = 'IssuerUnreachable'
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
 * Signing in at an issuer by OpenID Connect: authorization code with PKCE, state and nonce, and logout by the back
 * channel. What the issuer says of itself is asked for when it is first needed, and kept once it was given.
 */
export class SingleSignOn {
  private known: Promise<client.Configuration> | undefined

  /** @param insecure lets an issuer speak plain HTTP, for development and tests */
  constructor(
    private readonly settings: SingleSignOnSettings,
    private readonly insecure: boolean,
  ) {}

  /**
   * @param again the issuer asks who it is even when it knows: on a shared device, whom it knows may have left
   * @throws {IssuerUnreachable}
   */
  async begin(options: {
    readonly backTo: string
    readonly language: string
    readonly again: boolean
  }): Promise<{ readonly address: URL; readonly pending: PendingSignIn }> {
    const issuer = await this.issuer()
    const pending = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    }
    const address = client.buildAuthorizationUrl(issuer, {
      redirect_uri: options.backTo,
      scope: this.settings.scope,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      ui_locales: options.language,
      ...(options.again && { prompt: 'login' }),
    })
    return { address, pending }
  }

  /**
   * @param address the address that the issuer sent the browser back to
   * @throws when the issuer refused, the answer is not the one to this browser's question, or a token is not right
   */
  async finish(address: URL, { state, nonce, verifier }: PendingSignIn): Promise<SignedIn> {
    const issuer = await this.issuer()
    const tokens = await client.authorizationCodeGrant(issuer, address, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()!
    const { prisonNumberClaim } = this.settings
    const told =
      claims[prisonNumberClaim] ??
      (issuer.serverMetadata().userinfo_endpoint &&
        (await client.fetchUserInfo(issuer, tokens.access_token, claims.sub))[prisonNumberClaim])
    return {
      subject: claims.sub,
      sessionId: typeof claims.sid === 'string' ? claims.sid : null,
      prisonNumber: typeof told === 'string' ? told : null,
    }
  }

  /** @throws when the token is not one that this issuer made for this service, to say that something has ended */
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
