import { join, relative } from 'node:path'
import ts from 'typescript'
import { freshDatabase } from '../set-up/database'

const root = join(__dirname, '../..')
/** A part of a statement that is only known when it runs. */
const unknown = '\0'

interface Call {
  readonly at: string
  /** The properties that each row must have by its type. */
  readonly declared: readonly string[]
  readonly sql: string
}

/** Every call of `row` and `rows`, with its statement put together as far as its text is constant. */
function callsIn(program: ts.Program): Call[] {
  const checker = program.getTypeChecker()

  function textOf(node: ts.Expression | undefined, within: readonly ts.Node[] = []): string {
    if (!node) return unknown
    if (ts.isStringLiteralLike(node)) return node.text
    if (ts.isTemplateExpression(node)) {
      const spans = node.templateSpans.map(({ expression, literal }) => textOf(expression, within) + literal.text)
      return node.head.text + spans.join('')
    }
    if (ts.isAsExpression(node)) return textOf(node.expression, within)
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return unknown
    const symbol = checker.getSymbolAtLocation(node)
    const isImported = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
    const declaration = (isImported ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration
    if (!declaration || within.includes(declaration)) return unknown
    const hasText = ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration)
    return hasText ? textOf(declaration.initializer, [...within, declaration]) : unknown
  }

  function declaredBy(call: ts.CallExpression, name: string): string[] {
    const result = checker.getAwaitedType(checker.getTypeAtLocation(call))
    if (!result) return []
    const row = name === 'rows' ? checker.getIndexTypeOfType(result, ts.IndexKind.Number) : result
    const type = row && checker.getNonNullableType(row)
    if (!type || type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) return []
    return type
      .getProperties()
      .filter(({ flags }) => !(flags & ts.SymbolFlags.Optional))
      .map(property => property.name)
  }

  const calls: Call[] = []
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || !file.fileName.includes('/server/database/')) continue
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        const name = node.expression.text
        if (name === 'row' || name === 'rows') {
          const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1
          const at = `${relative(root, file.fileName)}:${line}`
          calls.push({ at, declared: declaredBy(node, name), sql: textOf(node.arguments[1]) })
        }
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  return calls
}

interface Selected {
  readonly depth: number
  readonly names: readonly string[]
}

/** What each `select` and `returning` of a statement gives: names, `*`, and `unknown`. */
function selectedBy(sql: string): Selected[] {
  const text = sql.replace(/'(?:[^']|'')*'/g, "''")
  return [...text.matchAll(/\b(?:select(?:\s+distinct(?:\s+on\s*\([^)]*\))?)?|returning)\b/gi)].map(match => {
    const before = text.slice(0, match.index)
    const items = ['']
    let depth = 0
    for (let at = match.index + match[0].length; at < text.length; at += 1) {
      const letter = text[at]!
      if (letter === '(') depth += 1
      if (letter === ')') depth -= 1
      if (depth < 0) break
      if (depth === 0 && /^\b(from|where|union)\b/i.test(text.slice(at)) && /\W/.test(text[at - 1]!)) break
      if (letter === ',' && depth === 0) items.push('')
      else items[items.length - 1] += letter
    }
    return {
      depth: before.split('(').length - before.split(')').length,
      names: items.map(item => nameOf(item.trim())),
    }
  })
}

function nameOf(item: string): string {
  if (item.endsWith('*')) return item.includes(unknown) ? unknown : '*'
  const named = /(?:^|[\s.)])"?(\w+)"?$/.exec(item)
  return named ? camelCased(named[1]!) : unknown
}

function camelCased(column: string): string {
  return column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
}

it('selects every column that the type of a row declares', async () => {
  const { knex, drop } = await freshDatabase()
  const found = await knex('information_schema.columns')
    .select('table_name', 'column_name')
    .where('table_schema', 'public')
  await drop()
  const columns = found as readonly { readonly table_name: string; readonly column_name: string }[]
  const tablesIn = (sql: string) => new Set(sql.match(/\w+/g))

  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), file => ts.sys.readFile(file)) as { config: object }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const calls = callsIn(ts.createProgram([join(root, 'server/database/index.ts')], { ...options, types: ['node'] }))
  expect(calls.length).toBeGreaterThan(150)

  const missing = calls.flatMap(({ at, declared, sql }) => {
    const selected = selectedBy(sql)
    const outermost = Math.min(...selected.map(({ depth }) => depth))
    const outer = selected.filter(({ depth }) => depth === outermost).flatMap(({ names }) => names)
    // Everything of a table whose name is only known when the statement runs.
    const isOfUnknownTable = outer.includes('*') && /\b(from|join)\s+\0/.test(sql)
    if (outer.includes(unknown) || isOfUnknownTable || selected.length === 0) return []
    const tables = tablesIn(sql)
    const all = outer.includes('*')
      ? [
          ...selected.flatMap(({ names }) => names),
          ...columns.filter(each => tables.has(each.table_name)).map(each => camelCased(each.column_name)),
        ]
      : outer
    return all.includes(unknown) ? [] : declared.filter(name => !all.includes(name)).map(name => `${at} ${name}`)
  })
  expect(missing).toEqual([])
})
