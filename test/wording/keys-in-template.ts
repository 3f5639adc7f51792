import nunjucks from 'nunjucks'

interface Node {
  readonly typename: string
  readonly lineno: number
  readonly fields: readonly string[]
  readonly [field: string]: unknown
}
const { parser } = nunjucks as unknown as { readonly parser: { parse(source: string): Node } }

/** Literals that a loop over a list in the template gives its variable, by the variable's name. */
type Loops = Readonly<Record<string, readonly string[]>>

/** Stands for a part of a key that is only known when the page is made. */
export const gap = '*'

/**
 * The wording keys that a template asks `t` for, each with its line. What a template chooses itself, with a condition or
 * from a list that it loops over, gives a key for each choice; any other variable gives a gap.
 */
export function keysIn(source: string): readonly { readonly key: string; readonly line: number }[] {
  const keys: { key: string; line: number }[] = []
  const visit = (value: unknown, loops: Loops): void => {
    if (Array.isArray(value)) return value.forEach(each => visit(each, loops))
    if (!isNode(value)) return
    if (value.typename === 'FunCall' && isCallOfT(value)) {
      const [key] = (value.args as { children: Node[] }).children
      keys.push(...textsOf(key!, loops).map(text => ({ key: text, line: value.lineno + 1 })))
    }
    const within = value.typename === 'For' ? { ...loops, ...loopIn(value) } : loops
    value.fields.forEach(field => visit(value[field], within))
  }
  visit(parser.parse(source), {})
  return keys
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'fields' in value
}

function isCallOfT({ name }: Node): boolean {
  return isNode(name) && name.typename === 'Symbol' && name.value === 't'
}

/** Every text that an expression can give. */
function textsOf(node: Node, loops: Loops): readonly string[] {
  switch (node.typename) {
    case 'Literal':
      return [String(node.value)]
    case 'Group':
      return textsOf((node.children as Node[])[0]!, loops)
    case 'InlineIf':
      return [node.body, node.else_].filter(isNode).flatMap(each => textsOf(each, loops))
    case 'Add':
    case 'Concat': {
      const ends = textsOf(node.right as Node, loops)
      return textsOf(node.left as Node, loops).flatMap(start => ends.map(end => start + end))
    }
    default:
      return loops[nameOf(node)] ?? [gap]
  }
}

/** A variable's name, or a member's: `part[0]` is `part.0`. */
function nameOf(node: Node): string {
  if (node.typename !== 'LookupVal') return String(node.value)
  return `${nameOf(node.target as Node)}.${String((node.val as Node).value)}`
}

/** What a loop over a list of literals, or of lists of them, gives its variable. */
function loopIn({ name, arr }: Node): Loops {
  if (!isNode(name) || !isNode(arr) || arr.typename !== 'Array') return {}
  const items = arr.children as Node[]
  const literals = (nodes: readonly (Node | undefined)[]) =>
    nodes.every(node => node?.typename === 'Literal') ? nodes.map(node => String(node!.value)) : [gap]
  return {
    [nameOf(name)]: literals(items),
    ...(items[0]?.typename === 'Array' && {
      [`${nameOf(name)}.0`]: literals(items.map(item => (item.children as Node[])[0])),
    }),
  }
}
