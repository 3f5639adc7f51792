import { toString as drawQrCode } from 'qrcode'
import { authenticatorAddress } from '../../../server/use-cases/accounts/second-factor'

/** The secret as people type it, and as a picture to scan: SVG, to stand in the page itself. */
export async function describeSecret(secret: string, email: string): Promise<{ text: string; picture: string }> {
  const picture = await drawQrCode(authenticatorAddress(secret, email), { type: 'svg', margin: 2 })
  return { text: secret.replace(/.{4}(?=.)/g, '$& '), picture }
}
