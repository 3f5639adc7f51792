import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { forms, type Form } from '../../../server/domain/applications'

/** By form and version: a hash of the questions that the version asks. */
type Versions = Record<string, Record<string, string>>

const file = join(__dirname, 'form-versions.json')
const versions = JSON.parse(readFileSync(file, 'utf8')) as Versions

const hashOf = ({ questions }: Form) =>
  createHash('sha256').update(JSON.stringify(questions)).digest('hex').slice(0, 16)

it.each(forms.map(form => ({ id: form.id, form })))('matches the recorded hash of its version: $id', ({ id, form }) => {
  const version = String(form.version)
  const recorded = (versions[id] ??= {})
  const latest = Math.max(0, ...Object.keys(recorded).map(Number))
  if (recorded[version] === undefined) {
    if (form.version <= latest) throw new Error(`Form ${id} was at version ${latest} already: raise its version above`)
    if (process.env.CI) throw new Error(`Run this test outside CI, and commit what it adds for ${id} to ${file}`)
    recorded[version] = hashOf(form)
    writeFileSync(file, `${JSON.stringify(versions, null, 2)}\n`)
  }
  if (recorded[version] !== hashOf(form)) {
    throw new Error(
      `The questions of form ${id} have changed, but its version is still ${version}. Raise "version" in the form's ` +
        'declaration: applications keep the version that they were made with. Then run this test again.',
    )
  }
  expect(form.version).toBeGreaterThanOrEqual(latest)
})

it('has recorded hashes for existing forms only', () => {
  expect(Object.keys(versions).sort()).toEqual(forms.map(({ id }) => id as string).sort())
})
