import ts from 'typescript'
import { commentsOf, filesBelow, read } from './files'

const code = ['server', 'admin', 'demo', 'tools'].flatMap(folder => filesBelow(folder, '.ts'))
const tests = filesBelow('test', '.ts')

/** What the table of docs/style.md replaces, as far as a pattern can tell it from a right use of the same words. */
const replaced: readonly RegExp[] = [
  // In backticks it is the field of a page of the version before.
  /(?<!`)\bact_?key\b/i,
  /\bsight(?:Of)?\b|InSight\b|\bin sight of\b/,
  /\bmadeOf\b/,
  /\b(?:lay|laid) ?over\b/i,
  /\b(?:is|as) ?as ?before\b|\bwhoIsAsBefore\b/i,
  /\bkeepNothing\b|\bnothingKept\b/,
  /\blate ?(?:words|answers|pages)\b/i,
  /\banotherLooks?\b/,
  /\bnewsAsked\b|\basked for news\b/i,
  /\blateActions?\b/,
  /\bbody ?questions?\b/i,
  /\bagreedTasks?\b/,
  /\bcontent ?changes\b/i,
  /\b(?:A0\d|A1\d|A2[0-4])\b/,
  /\balone\b/,
  /\bhands? over (?:work|applications)\b/i,
]

it('names and comments use the vocabulary of style.md', () => {
  const found = [...code, ...tests]
    .filter(path => path !== 'test/docs/style.test.ts')
    // Scanning every file for its names and comments takes seconds, so only files with a match anywhere are scanned.
    .filter(path => replaced.some(pattern => pattern.test(read(path))))
    .flatMap(path => {
      const text = `${commentsOf(path)}\n${namesIn(path).join('\n')}`
      return replaced.flatMap(pattern => (pattern.exec(text) ?? []).map(word => `${path}: ${word}`))
    })
  expect(found).toEqual([])
})

it('exported functions have a docstring', () => {
  expect(code.flatMap(path => withoutDocstring(path).map(name => `${path}: ${name}`))).toEqual([])
})

function sourceOf(path: string): ts.SourceFile {
  return ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true)
}

/** Every name that a file declares; the names of properties may be those of columns and of wording. */
function namesIn(path: string): readonly string[] {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    const isDeclared =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node)
    if (isDeclared && node.name && ts.isIdentifier(node.name)) names.push(node.name.text)
    ts.forEachChild(node, visit)
  }
  visit(sourceOf(path))
  return names
}

function withoutDocstring(path: string): readonly string[] {
  return sourceOf(path).statements.flatMap(statement => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (!isExported || ts.getJSDocCommentsAndTags(statement).length > 0) return []
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      return [statement.name?.text ?? 'default']
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations
      .filter(
        ({ initializer }) => initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
      )
      .map(({ name }) => name.getText())
  })
}
