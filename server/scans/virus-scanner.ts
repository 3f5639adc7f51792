import { connect, type NetConnectOpts } from 'node:net'

/** Looks for viruses in a file. */
export interface VirusScanner {
  /**
   * @returns the name of what was found; null when nothing was
   * @throws {ScannerUnavailable} when the file could not be looked through
   */
  find(content: Buffer): Promise<string | null>
}

/** The virus scanner does not answer, or with an error. */
export class ScannerUnavailable extends Error {
  override name = 'ScannerUnavailable'
}

const defaultTimeoutMs = 30_000
const chunkBytes = 64 * 1024
const mostAnswerBytes = 4096

/**
 * Looks for viruses with clamd, by its INSTREAM command: chunks, each with its length before it, and one of no length at
 * the end.
 *
 * @param timeoutMs for everything: connecting, sending and the answer
 */
export function clamd(address: NetConnectOpts, timeoutMs = defaultTimeoutMs): VirusScanner {
  return {
    async find(content) {
      const answer = await exchange(address, content, timeoutMs)
      if (answer === 'stream: OK') return null
      const found = /^stream: (.+) FOUND$/.exec(answer)?.[1]
      if (found !== undefined) return found
      throw new ScannerUnavailable(`clamd answered: ${JSON.stringify(answer.slice(0, 200))}`)
    },
  }
}

function exchange(address: NetConnectOpts, content: Buffer, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(address)
    let answer = ''
    const settle = (why?: string) => {
      clearTimeout(timer)
      socket.destroy()
      // An answer that came before the connection broke counts: clamd does not read a stream to its end that is too long.
      const end = answer.indexOf('\0')
      if (end >= 0) resolve(answer.slice(0, end))
      else reject(new ScannerUnavailable(`clamd cannot be asked: ${why ?? 'it closed the connection'}`))
    }
    const timer = setTimeout(() => settle('it did not answer in time'), timeoutMs)
    socket.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.name))
    socket.on('close', () => settle())
    socket.on('data', part => {
      answer += part.toString('latin1')
      if (answer.includes('\0') || answer.length > mostAnswerBytes) settle('its answer has no end')
    })
    socket.on('connect', () => {
      socket.write('zINSTREAM\0')
      for (let start = 0; start < content.length; start += chunkBytes) {
        const chunk = content.subarray(start, start + chunkBytes)
        socket.write(lengthOf(chunk))
        socket.write(chunk)
      }
      socket.write(lengthOf(Buffer.alloc(0)))
    })
  })
}

function lengthOf({ length }: Buffer): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}
