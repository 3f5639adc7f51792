import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(__dirname, '..', '..')
const program = path.join(root, 'dist', 'server', 'cli', 'route.js')
const examples = readFileSync(path.join(root, 'test', 'policy', 'cases.ndjson'), 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => JSON.parse(line) as { case: object; expect: { id: string; error?: string } })
const one = JSON.stringify({
  id: 'one',
  today: '2026-11-23',
  topic: 'mentor',
  person: { estate: 'men', custodyStatus: 'remand' },
  prison: { region: 'london' },
})

interface Run {
  readonly status: number | null
  readonly errors: string
  readonly lines: readonly Readonly<Record<string, unknown>>[]
}

function route(...input: readonly (string | Buffer)[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], { cwd: root })
    const output: Buffer[] = []
    const errors: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    child.on('error', reject)
    child.on('close', status => {
      const lines = Buffer.concat(output).toString('utf8').split('\n').slice(0, -1)
      resolve({
        status,
        errors: Buffer.concat(errors).toString('utf8'),
        lines: lines.map(line => JSON.parse(line) as Record<string, unknown>),
      })
    })
    for (const chunk of input) child.stdin.write(chunk)
    child.stdin.end()
  })
}

test('routes the worked examples in order and exits with the status for rejected lines', async () => {
  const { status, errors, lines } = await route(examples.map(example => `${JSON.stringify(example.case)}\n`).join(''))
  expect(status).toBe(1)
  expect(errors).toBe('')
  expect(lines).toHaveLength(examples.length)
  lines.forEach(({ because, error, ...line }, index) => {
    const { error: field, ...decision } = examples[index]!.expect
    expect(line).toEqual(decision)
    if (field === undefined) expect(because).toContainEqual(expect.any(String))
    else expect(error).toMatch(new RegExp(`^${field}: .`))
  })
})

test('prints nothing for empty input', async () => {
  expect(await route('')).toEqual({ status: 0, errors: '', lines: [] })
})

test('accepts a byte-order mark, CRLF, blank lines and a missing final newline', async () => {
  const { status, lines } = await route(`\uFEFF${one}\r\n\r\n  \t\n\n${one}`)
  expect(status).toBe(0)
  expect(lines.map(({ id }) => id)).toEqual(['one', 'one'])
})

test('accepts a line that arrives in chunks split inside a character', async () => {
  const bytes = Buffer.from(`\uFEFF${one.replace('one', 'carreg ŷd')}\n`)
  const { lines } = await route(...Array.from(bytes, byte => Buffer.from([byte])))
  expect(lines).toMatchObject([{ id: 'carreg ŷd', rule: 'U1' }])
})

test('reports an invalid line in its place and continues with the rest', async () => {
  const { status, lines } = await route(
    [one, '{', '[]', 'null', '"text"', one.replace('mentor', 'housing'), Buffer.from([0x22, 0xff, 0x22]), one]
      .map(line => Buffer.concat([Buffer.from(line), Buffer.from('\n')]))
      .reduce((all, line) => Buffer.concat([all, line])),
  )
  const notAnObject = { id: null, error: 'case: not a JSON object' }
  expect(status).toBe(1)
  expect(lines).toMatchObject([
    { id: 'one', rule: 'U1' },
    notAnObject,
    notAnObject,
    notAnObject,
    notAnObject,
    { id: 'one', error: expect.stringMatching(/^topic: ./) as string },
    notAnObject,
    { id: 'one', rule: 'U1' },
  ])
})

test('rejects a line that is too long and continues with the rest', async () => {
  const { status, lines } = await route(`{"id":"${'x'.repeat(2_000_000)}"}\n`, `${one}\n`)
  expect(status).toBe(1)
  expect(lines).toMatchObject([{ id: null, error: expect.stringMatching(/^case: ./) as string }, { id: 'one' }])
})

test('names its usage when given a file, and does not wait for input', async () => {
  const { status, text } = await new Promise<{ status: number | null; text: string }>(resolve => {
    const child = execFile(process.execPath, [program, 'facts.ndjson'], (_error, output, errors) =>
      resolve({ status: child.exitCode, text: output + errors }),
    )
  })
  expect(status).toBe(1)
  expect(text).toMatch(/^Usage: .*\n$/)
})

test('does not fail when the reader closes the pipe early', async () => {
  const child = spawn(process.execPath, [program], { cwd: root })
  const errors: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdout.once('data', () => child.stdout.destroy())
  child.stdin.end(`${one}\n`.repeat(50_000))
  const status = await new Promise(resolve => child.on('close', resolve))
  expect(status).toBe(0)
  expect(Buffer.concat(errors).toString('utf8')).toBe('')
})
