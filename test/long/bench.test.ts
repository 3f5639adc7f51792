import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

// How fast the service is depends on the machine, so a test holds only that it can still be measured.
test('runs the benchmark and prints its ratios', async () => {
  const { stdout } = await run(process.execPath, [
    join(__dirname, '../bench/bench.mjs'),
    '--rounds',
    '1',
    '--seconds',
    '1',
  ])
  const ratios = [...stdout.matchAll(/^ {2}to .*?([\d.]+) +([\d.]+) +[\d.]+ (?:not )?met$/gm)]
  expect(ratios).toHaveLength(2)
  for (const [, perSecond, processor] of ratios) {
    expect(Number(perSecond)).toBeGreaterThan(0)
    expect(Number(processor)).toBeGreaterThan(0)
  }
}, 180_000)
