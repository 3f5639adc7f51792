import { DomUtils, parseDocument } from 'htmlparser2'
import type { Piece, Run } from '../../../pdf/pieces'

type Node = ReturnType<typeof parseDocument>['children'][number]
type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number]

/**
 * Converts the HTML that markdown.ts produces into printable pieces. Links are reduced to their text, because they
 * cannot be followed on paper.
 *
 * @param deeper how many levels to lower the headings by
 * @throws when the HTML has an element without a printed form, so that nothing is silently dropped
 */
export function readHtml(html: string, deeper = 0): Piece[] {
  return readNodes(parseDocument(html).children, deeper)
}

/** Converts one line of HTML from markdown.ts into text runs. */
export function readLine(html: string): Run[] {
  return readRuns(parseDocument(html).children)
}

function readNodes(nodes: readonly Node[], deeper: number): Piece[] {
  const pieces: Piece[] = []
  let loose: Node[] = []
  const flush = () => {
    const runs = readRuns(loose)
    if (runs.length > 0) pieces.push({ kind: 'paragraph', runs })
    loose = []
  }
  for (const node of nodes) {
    if (!DomUtils.isTag(node) || isInline(node)) {
      loose.push(node)
      continue
    }
    flush()
    pieces.push(...readElement(node, deeper))
  }
  flush()
  return pieces
}

function readElement(element: Element, deeper: number): Piece[] {
  switch (element.name) {
    case 'p':
      return [{ kind: 'paragraph', runs: readRuns(element.children) }]
    case 'h2':
    case 'h3': {
      const level = Number(element.name.slice(1)) + deeper
      if (level !== 2 && level !== 3 && level !== 4) throw new Error(`No heading of level ${level} can be printed`)
      return [{ kind: 'heading', level, text: squeeze(DomUtils.textContent(element)).trim() }]
    }
    case 'ul':
    case 'ol': {
      const items = childrenOf(element).map(item => readNodes(item.children, deeper))
      return [{ kind: 'list', ordered: element.name === 'ol', items }]
    }
    case 'table': {
      const rows = DomUtils.getElementsByTagName('tr', element).map(row =>
        childrenOf(row).map(cell => readRuns(cell.children)),
      )
      const [head = [], ...body] = rows
      return [{ kind: 'table', head, rows: body }]
    }
    case 'blockquote':
    case 'div':
    case 'section':
      return readNodes(element.children, deeper)
    default:
      throw new Error(`<${element.name}> has no printed form`)
  }
}

function childrenOf(element: Element): Element[] {
  return element.children.filter(child => DomUtils.isTag(child))
}

function isInline({ name }: Element): boolean {
  return ['a', 'abbr', 'b', 'br', 'code', 'dfn', 'em', 'i', 'span', 'strong'].includes(name)
}

function readRuns(nodes: readonly Node[]): Run[] {
  const runs: Run[] = []
  const collect = (node: Node, bold: boolean, unbroken: boolean) => {
    if (DomUtils.isTag(node)) {
      const isPhone = /\bapp-phone\b/.test(node.attribs.class ?? '')
      const isBold = bold || isPhone || ['strong', 'b'].includes(node.name)
      if (node.name === 'br') runs.push({ text: ' ', bold, unbroken: false })
      for (const child of node.children) collect(child, isBold, unbroken || isPhone)
    } else if (DomUtils.isText(node)) {
      const last = runs.at(-1)
      const text = squeeze(node.data)
      if (last && last.bold === bold && !last.unbroken && !unbroken) last.text += text
      else runs.push({ text, bold, unbroken })
    }
  }
  for (const node of nodes) collect(node, false, false)
  const [first] = runs
  const last = runs.at(-1)
  if (first) first.text = first.text.trimStart()
  if (last) last.text = last.text.trimEnd()
  return runs.filter(({ text }) => text !== '')
}

function squeeze(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ')
}
