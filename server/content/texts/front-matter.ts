import { z } from 'zod'
import type { Faults } from '../files/content-error'

const frontMatterSchema = z.strictObject({
  title: z.string().min(1),
  description: z.string().min(1),
  /** The date of review by someone other than the writer, or `not-yet`. */
  reviewed: z.union([z.literal('not-yet'), z.iso.date()]),
  /** Not for English: whether a fluent reader has checked it. */
  translation: z.enum(['checked', 'not-checked']).optional(),
})
export type FrontMatter = z.infer<typeof frontMatterSchema>

export interface TextFile {
  frontMatter: FrontMatter
  body: string
  /** The number of lines before the body. */
  bodyStartsAfterLine: number
}

/** Splits a Markdown file into its front matter and the text below. */
export function splitFrontMatter(source: string, file: string, faults: Faults): TextFile | null {
  const lines = source.split('\n')
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end === -1) {
    faults.add(file, 1, 'expected front matter between two lines of ---')
    return null
  }
  const values: Record<string, string> = {}
  for (const [index, line] of lines.slice(1, end).entries()) {
    const match = /^([a-z]+): +(.+?)\s*$/.exec(line)
    if (match) values[match[1]!] = match[2]!
    else faults.add(file, index + 2, 'expected “key: value”')
  }
  const result = frontMatterSchema.safeParse(values)
  if (!result.success) {
    for (const issue of result.error.issues) {
      faults.add(file, 1, `front matter: ${issue.path.map(String).join('.')}: ${issue.message}`)
    }
    return null
  }
  return { frontMatter: result.data, body: lines.slice(end + 1).join('\n'), bodyStartsAfterLine: end + 1 }
}
