import { isUtf8 } from 'node:buffer'
import { pipeline } from 'node:stream/promises'
import { decide, parseFacts } from '../domain/routing'

/** Longer lines are refused as soon as they pass this length, to bound memory. */
const longestLineInBytes = 1_048_576

const newline = 0x0a
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** The result of one input line: the output with its newline (empty for a blank line) and whether the line was refused. */
interface Answer {
  readonly text: string
  readonly refused: boolean
}

const blank: Answer = { text: '', refused: false }

/**
 * Routes a stream of NDJSON: one facts object per line in, one decision per line out, in the same order.
 * An invalid line yields its id and error in its place (routing.md, Errors); blank lines are skipped.
 *
 * @param input UTF-8 in chunks of any size, LF or CRLF, with or without a byte-order mark and a last newline
 * @param onRefused called once for each line that is refused
 * @returns the output lines, grouped by input chunk
 */
export async function* routeLines(
  input: AsyncIterable<Buffer>,
  onRefused: () => void,
): AsyncGenerator<string, void, void> {
  for await (const lines of linesByChunk(withoutByteOrderMark(input))) {
    let text = ''
    for (const line of lines) {
      const answer = answerTo(line)
      text += answer.text
      if (answer.refused) onRefused()
    }
    if (text !== '') yield text
  }
}

function answerTo(line: Buffer | 'too long'): Answer {
  if (line === 'too long') return refusal(null, 'case', `longer than ${longestLineInBytes} bytes`)
  const text = isUtf8(line) ? line.toString('utf8') : undefined
  if (text?.trim() === '') return blank
  const parsed = parseFacts(text === undefined ? undefined : parseJson(text))
  return parsed.ok
    ? { text: `${JSON.stringify(decide(parsed.facts))}\n`, refused: false }
    : refusal(parsed.id, parsed.error.field, parsed.error.problem)
}

function refusal(id: string | null, field: string, problem: string): Answer {
  return { text: `${JSON.stringify({ id, error: `${field}: ${problem}` })}\n`, refused: true }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function* withoutByteOrderMark(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let start: Buffer | undefined = Buffer.alloc(0)
  for await (const chunk of input) {
    if (start === undefined) {
      yield chunk
      continue
    }
    start = Buffer.concat([start, chunk])
    if (start.length < byteOrderMark.length) continue
    yield hasByteOrderMark(start) ? start.subarray(byteOrderMark.length) : start
    start = undefined
  }
  if (start !== undefined) yield start
}

function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark)
}

/** The lines completed by each chunk. A line over the limit is dropped and only marked as too long. */
async function* linesByChunk(input: AsyncIterable<Buffer>): AsyncGenerator<readonly (Buffer | 'too long')[]> {
  let pieces: Buffer[] = []
  let length = 0

  const keep = (piece: Buffer) => {
    length += piece.length
    if (length > longestLineInBytes) pieces = []
    else pieces.push(piece)
  }
  const take = () => {
    const [first] = pieces
    const whole = pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces)
    const line = length > longestLineInBytes ? 'too long' : whole
    pieces = []
    length = 0
    return line
  }

  for await (const chunk of input) {
    const lines: (Buffer | 'too long')[] = []
    let from = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      keep(chunk.subarray(from, end))
      lines.push(take())
      from = end + 1
    }
    if (from < chunk.length) keep(chunk.subarray(from))
    yield lines
  }
  if (length > 0) yield [take()]
}

/** Routes standard input to standard output; exits with 1 when any line was refused. */
async function main(): Promise<void> {
  try {
    await pipeline(
      process.stdin,
      (input: AsyncIterable<Buffer>) => routeLines(input, () => (process.exitCode = 1)),
      process.stdout,
    )
  } catch (error) {
    if (isBrokenPipe(error)) return
    process.exitCode = 1
    process.stderr.write(`route: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}

if (require.main === module) void main()
