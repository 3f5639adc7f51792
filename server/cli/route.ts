import { isUtf8 } from 'node:buffer'
import { pipeline } from 'node:stream/promises'
import { decide, parseFacts } from '../domain/routing'
import { encodeDecision, encodeJson, type EncodedJson } from './decision-line'

/** Longer lines are refused as soon as they pass this length, to bound memory. */
const longestLineInBytes = 1_048_576

const newline = 0x0a
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** Whole lines, or one line over the limit, which is dropped. */
type Block = Buffer | 'too long'

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
): AsyncGenerator<Buffer, void, void> {
  for await (const blocks of blocksByChunk(withoutByteOrderMark(input))) {
    let output: EncodedJson = ''
    for (const block of blocks) {
      if (block === 'too long') output += refused(null, 'case', `longer than ${longestLineInBytes} bytes`)
      else for (const line of linesIn(block)) output += answerTo(line)
    }
    if (output !== '') yield Buffer.from(output, 'latin1')
  }

  function answerTo(line: string | undefined): EncodedJson {
    const value = line === undefined ? undefined : parseJson(line)
    if (value === undefined && line?.trim() === '') return ''
    const parsed = parseFacts(value)
    if (parsed.ok) return encodeDecision(decide(parsed.facts)) + '\n'
    return refused(parsed.id, parsed.error.field, parsed.error.problem)
  }

  function refused(id: string | null, field: string, problem: string): EncodedJson {
    onRefused()
    return encodeJson({ id, error: `${field}: ${problem}` }) + '\n'
  }
}

/** The text of each line; undefined for one that is not UTF-8. */
function linesIn(block: Buffer): readonly (string | undefined)[] {
  if (isUtf8(block)) return block.toString('utf8').split('\n')
  return block
    .toString('latin1')
    .split('\n')
    .map(line => Buffer.from(line, 'latin1'))
    .map(bytes => (isUtf8(bytes) ? bytes.toString('utf8') : undefined))
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

/** The lines that each chunk completes: the one that the chunks before began, and all others in one block. */
async function* blocksByChunk(input: AsyncIterable<Buffer>): AsyncGenerator<readonly Block[]> {
  let pieces: Buffer[] = []
  let length = 0

  const keep = (piece: Buffer) => {
    length += piece.length
    if (length > longestLineInBytes) pieces = []
    else pieces.push(piece)
  }
  const take = (): Block => {
    const line = length > longestLineInBytes ? 'too long' : Buffer.concat(pieces)
    pieces = []
    length = 0
    return line
  }

  for await (const chunk of input) {
    const first = chunk.indexOf(newline)
    if (first === -1) {
      keep(chunk)
      continue
    }
    const last = chunk.lastIndexOf(newline)
    keep(chunk.subarray(0, first))
    yield [take(), chunk.subarray(first + 1, last)]
    keep(chunk.subarray(last + 1))
  }
  if (length > 0) yield [take()]
}

const usage = 'Usage: npm run --silent route < FACTS.ndjson'

/** Routes standard input to standard output; exits with 1 when any line was refused. */
async function main(args: readonly string[]): Promise<void> {
  if (args.length > 0) {
    console.error(usage)
    process.exitCode = 1
    return
  }
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

if (require.main === module) void main(process.argv.slice(2))
