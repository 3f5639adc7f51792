import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const root = join(__dirname, '../..')

/** The text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Every file below a folder whose name ends so, by its path from the root of the repository. */
export function filesBelow(folder: string, ...endings: readonly string[]): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => endings.some(ending => name.endsWith(ending)))
    .map(name => `${folder}/${name}`)
    .sort()
}

const comments: readonly ts.SyntaxKind[] = [ts.SyntaxKind.SingleLineCommentTrivia, ts.SyntaxKind.MultiLineCommentTrivia]
const strings: readonly ts.SyntaxKind[] = [ts.SyntaxKind.StringLiteral, ts.SyntaxKind.NoSubstitutionTemplateLiteral]

/** The comments of a TypeScript or JavaScript file, each on one line. */
export function commentsOf(path: string): string {
  return tokensOf(path, comments)
}

/** The string literals of a TypeScript file, without their quotation marks, each on one line. */
export function stringsOf(path: string): string {
  return tokensOf(path, strings).replace(/^['"`]|['"`]$/gm, '')
}

/** The comments and string literals of a TypeScript or JavaScript file, each on one line: names in code are not prose. */
export function proseOf(path: string): string {
  return tokensOf(path, [...comments, ...strings])
}

function tokensOf(path: string, kinds: readonly ts.SyntaxKind[]): string {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, read(path))
  const found: string[] = []
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (kinds.includes(kind)) found.push(scanner.getTokenText().replace(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' '))
  }
  return found.join('\n')
}
