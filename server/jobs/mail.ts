import { Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import type { MailSettings } from '../config'

/** An e-mail that is plain text. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** A mail server that does not answer holds a job no longer than this, each time it is waited for. */
const waitMs = 10_000
/** Nor does one that answers without coming to an end. */
const longestMs = 60_000

/** The mail was not taken. Says why by codes only: what a server answers often names the recipient. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent'

  constructor(readonly code: string) {
    super(`The mail was not sent: ${code}`)
  }
}

/**
 * Sends an e-mail over SMTP.
 *
 * @param withinMs the longest that the mail server may take for all of it
 * @throws {MailNotSent} when the server cannot be reached or does not take it
 */
export async function sendMail(
  { server, from, mustEncrypt }: MailSettings,
  mail: Mail,
  withinMs = longestMs,
): Promise<void> {
  const { protocol, hostname, port, username, password } = new URL(server)
  const secure = protocol === 'smtps:'
  const socket = new Socket()
  const deadline = setTimeout(() => socket.destroy(), withinMs).unref()
  socket.once('close', () => clearTimeout(deadline))
  const transport = createTransport({
    socket,
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: mustEncrypt && !secure,
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({ from, ...mail, headers: { 'Auto-Submitted': 'auto-generated' } })
  } catch (error) {
    const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown }
    throw new MailNotSent(
      [code, responseCode].filter(each => ['string', 'number'].includes(typeof each)).join(' ') || 'unknown',
    )
  } finally {
    transport.close()
  }
}
