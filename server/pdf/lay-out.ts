import type { ContentLanguage } from '../content/files/language'
import type { Piece, PrintedDocument, PrintSize, QrModules, Run } from './pieces'

/** Text widths at a size of one point. */
export type Measure = (text: string, bold: boolean) => number

/** A node of the structure tree that screen readers use, with a standard PDF structure type. */
export interface StructureNode {
  readonly type: string
  readonly parent: StructureNode | null
  readonly language?: ContentLanguage
  readonly alternative?: string
  readonly scope?: 'Row' | 'Column'
  readonly numbering?: 'Decimal' | 'Disc'
  /** The name of the target heading. */
  readonly leadsTo?: string
}

export interface PlacedText {
  kind: 'text'
  x: number
  y: number
  width: number
  text: string
  bold: boolean
  size: number
  node: StructureNode
}

/** Decorative lines and bars. */
export interface PlacedShape {
  kind: 'shape'
  x: number
  y: number
  width: number
  height: number
  filled: boolean
}

export interface PlacedQrCode {
  kind: 'qr-code'
  x: number
  y: number
  size: number
  modules: QrModules
  node: StructureNode
}

/** A decorative picture, described by the text beside it. */
export interface PlacedPicture {
  kind: 'picture'
  x: number
  y: number
  size: number
  svg: string
}

/** An empty structure element, such as an empty cell. */
export interface PlacedNothing {
  kind: 'nothing'
  node: StructureNode
}

export type Placed = PlacedText | PlacedShape | PlacedPicture | PlacedQrCode | PlacedNothing

/** A heading, as the text and target of a bookmark. */
export interface Mark {
  level: number
  title: string
  id: string | undefined
  y: number
}

export interface LaidOutPage {
  /** In reading order. */
  placed: Placed[]
  marks: Mark[]
}

export interface LaidOut {
  root: StructureNode
  pages: LaidOutPage[]
  /** The body text size, in points. */
  textSize: number
}

/** A4, in points. */
export const sheet = { width: 595.28, height: 841.89 }
const margin = 40

interface Style {
  text: number
  headings: Readonly<Record<1 | 2 | 3 | 4, number>>
}

/** A block that is never split: a line, a table row or a box. Positions are relative to its top. */
interface Strip {
  /** Space before it, omitted at the top of a page. */
  above: number
  height: number
  placed: readonly Placed[]
  mark?: Omit<Mark, 'y'>
  /** Keeps it on the same page as the next block. */
  keepsWithNext: boolean
  startsPage?: boolean
  /** An entry of the contents, whose page number is set after layout. */
  entry?: { id: string; right: number; node: StructureNode }
}

/** Lays out at the given size, or at the largest size that fills the required number of pages. */
export function layOut(document: PrintedDocument, measure: Measure): LaidOut {
  const [largest, ...smaller] = textSizes(document)
  let best = layOutAt(document, largest, measure)
  for (const size of smaller) {
    if (best.pages.length === document.pages) break
    best = layOutAt(document, size, measure)
  }
  if (document.pages !== null && best.pages.length !== document.pages) {
    throw new Error(`“${document.title}” does not go on ${document.pages} pages`)
  }
  return best
}

function textSizes({ textSize, pages }: PrintedDocument): [number, ...number[]] {
  const steps = pages === null ? 0 : 24
  return [textSize, ...Array.from({ length: steps }, (_, step) => textSize - (step + 1) / 4)]
}

function styleAt(text: number, size: PrintSize): Style {
  const scale = size === 'large' ? [1.6, 1.35, 1.15, 1.05] : [1.85, 1.45, 1.2, 1.05]
  const [one = 1, two = 1, three = 1, four = 1] = scale
  return { text, headings: { 1: text * one, 2: text * two, 3: text * three, 4: text * four } }
}

function layOutAt(document: PrintedDocument, textSize: number, measure: Measure): LaidOut {
  const root: StructureNode = { type: 'Document', parent: null }
  const maker = new StripMaker(styleAt(textSize, document.size), document.size, measure)
  const strips = maker.make(document.pieces, root, margin, sheet.width - 2 * margin)
  const foot = document.pageWord === null ? 0 : textSize * 2
  const pages = paginate(strips, sheet.height - margin - foot, maker)
  return { root, pages, textSize }
}

const lineHeight = 1.28

class StripMaker {
  constructor(
    private readonly style: Style,
    private readonly size: PrintSize,
    private readonly measure: Measure,
  ) {}

  make(pieces: readonly Piece[], parent: StructureNode, x: number, width: number): Strip[] {
    return pieces.flatMap(piece => this.makeOne(piece, parent, x, width))
  }

  /** A right-aligned page number. */
  pageNumber(page: number, right: number, node: StructureNode): PlacedText {
    const text = String(page)
    const width = this.measure(text, false) * this.style.text
    return { kind: 'text', x: right - width, y: 0, width, text, bold: false, size: this.style.text, node }
  }

  private makeOne(piece: Piece, parent: StructureNode, x: number, width: number): Strip[] {
    switch (piece.kind) {
      case 'heading':
        return this.heading(piece, parent, x, width)
      case 'paragraph': {
        const language = piece.language === undefined ? {} : { language: piece.language }
        return this.lines(piece.runs, { type: 'P', parent, ...language }, x, width)
      }
      case 'list':
        return this.list(piece, parent, x, width)
      case 'table':
        return this.table(piece, parent, x, width)
      case 'boxes':
        return this.boxes(piece.labels, parent, x, width)
      case 'ticks':
        return this.ticks(piece.options, parent, x, width)
      case 'lines':
        return this.linesToWriteOn(piece.count, x, width)
      case 'aside':
        return this.aside(piece.pieces, parent, x, width)
      case 'together':
        return this.make(piece.pieces, { type: 'Div', parent }, x, width).map(tight).map(keepWithNextUnlessLast)
      case 'pictured':
        return [this.pictured(piece, parent, x, width)]
      case 'qr-code':
        return [this.qrCode(piece, parent, x, width)]
      case 'contents':
        return this.contents(piece.entries, parent, x, width)
      case 'new-page':
        return [{ above: 0, height: 0, placed: [], keepsWithNext: true, startsPage: true }]
    }
  }

  private heading(
    { level, text, id }: Extract<Piece, { kind: 'heading' }>,
    parent: StructureNode,
    x: number,
    width: number,
  ): Strip[] {
    const size = this.style.headings[level]
    const node = { type: `H${level}`, parent }
    const lines = this.lines([{ text, bold: true, unbroken: false }], node, x, width, size)
    return lines.map((line, index) => ({
      ...line,
      above: index === 0 ? this.style.text * (level === 1 ? 0.5 : 1.1) : 0,
      keepsWithNext: true,
      ...(index === 0 ? { mark: { level, title: text, id } } : {}),
    }))
  }

  /** Breaks a text into lines without widows and orphans. */
  private lines(
    runs: readonly Run[],
    node: StructureNode,
    x: number,
    width: number,
    size = this.style.text,
    above = this.style.text * 0.5,
  ): Strip[] {
    const lines = this.breakLines(runs, width, size)
    return lines.map((segments, index) => ({
      above: index === 0 ? above : 0,
      height: size * lineHeight,
      placed: segments.map(segment => ({ ...segment, x: x + segment.x, node })),
      keepsWithNext: index < lines.length - 1 && (index === 0 || index === lines.length - 2),
    }))
  }

  private list(
    { ordered, items }: Extract<Piece, { kind: 'list' }>,
    parent: StructureNode,
    x: number,
    width: number,
  ): Strip[] {
    const node: StructureNode = { type: 'L', parent, numbering: ordered ? 'Decimal' : 'Disc' }
    const size = this.style.text
    const indent = ordered ? this.measure(`${items.length}. `, true) * size + 3 : size
    return items.flatMap((pieces, index) => {
      const item: StructureNode = { type: 'LI', parent: node }
      const text = ordered ? `${index + 1}.` : '•'
      const label: PlacedText = {
        kind: 'text',
        x,
        y: 0,
        width: this.measure(text, ordered) * size,
        text,
        bold: ordered,
        size,
        node: { type: 'Lbl', parent: item },
      }
      const body: StructureNode = { type: 'LBody', parent: item }
      const [only] = pieces
      const strips =
        pieces.length === 1 && only?.kind === 'paragraph'
          ? this.lines(only.runs, body, x + indent, width - indent)
          : this.make(pieces, body, x + indent, width - indent)
      return strips.map((strip, line) =>
        line === 0 ? { ...strip, above: size * 0.4, placed: [label, ...strip.placed] } : strip,
      )
    })
  }

  private table(
    { head, rows }: Extract<Piece, { kind: 'table' }>,
    parent: StructureNode,
    x: number,
    width: number,
  ): Strip[] {
    const node: StructureNode = { type: 'Table', parent }
    const widths = this.columnWidths([head, ...rows], width)
    const parts = { head: { type: 'THead', parent: node }, body: { type: 'TBody', parent: node } }
    return [head, ...rows].map((cells, index) => {
      const isHead = index === 0
      const row: StructureNode = { type: 'TR', parent: isHead ? parts.head : parts.body }
      let left = x
      const columns = cells.map((runs, column) => {
        const isHeader = isHead || column === 0
        const scope = isHeader ? { scope: isHead ? ('Column' as const) : ('Row' as const) } : {}
        const cell: StructureNode = { type: isHeader ? 'TH' : 'TD', parent: row, ...scope }
        const words = isHead ? runs.map(run => ({ ...run, bold: true })) : runs
        const lines = this.breakLines(words, widths[column]! - this.style.text * 0.5, this.style.text)
        const start = left
        left += widths[column]!
        return { cell, start, lines }
      })
      const padding = this.style.text * 0.22
      const height = Math.max(...columns.map(({ lines }) => lines.length)) * this.style.text * lineHeight
      const placed = columns.flatMap(({ cell, start, lines }): Placed[] =>
        lines.length === 0
          ? [{ kind: 'nothing', node: cell }]
          : lines.flatMap((segments, line) =>
              segments.map(segment => ({
                ...segment,
                x: start + segment.x,
                y: padding + line * this.style.text * lineHeight,
                node: cell,
              })),
            ),
      )
      const rule = { kind: 'shape' as const, x, y: height + 2 * padding, width, height: 0.75, filled: true }
      return {
        above: isHead ? this.style.text * 0.4 : 0,
        height: height + 2 * padding + 0.75,
        placed: [...placed, rule],
        keepsWithNext: isHead,
      }
    })
  }

  /** The last column fits its text; the others share the remaining width. */
  private columnWidths(rows: readonly (readonly (readonly Run[])[])[], width: number): number[] {
    const columns = Math.max(...rows.map(row => row.length))
    const widthOf = (runs: readonly Run[]) =>
      runs.reduce((sum, { text }) => sum + this.measure(text, true) * this.style.text, 0)
    const last = Math.min(width / 2, Math.max(...rows.map(row => widthOf(row[columns - 1] ?? []))) + this.style.text)
    return Array.from({ length: columns }, (_, column) =>
      column === columns - 1 ? last : (width - last) / (columns - 1),
    )
  }

  private boxes(labels: readonly string[], parent: StructureNode, x: number, width: number): Strip[] {
    const inARow = this.size === 'large' ? 1 : labels.length
    const gap = 8
    const size = this.style.text
    const height = size * 5
    const rows = Array.from({ length: Math.ceil(labels.length / inARow) }, (_, row) =>
      labels.slice(row * inARow, (row + 1) * inARow),
    )
    const each = (width - gap * (inARow - 1)) / inARow
    return rows.map(row => ({
      above: size * 0.7,
      height,
      keepsWithNext: false,
      placed: row.flatMap((label, column): Placed[] => {
        const left = x + column * (each + gap)
        const node: StructureNode = { type: 'P', parent }
        const lines = this.breakLines([{ text: label, bold: true, unbroken: false }], each - 12, size)
        return [
          { kind: 'shape', x: left, y: 0, width: each, height, filled: false },
          ...lines.flatMap((segments, line) =>
            segments.map(segment => ({
              ...segment,
              x: left + 6 + segment.x,
              y: 5 + line * size * lineHeight,
              node,
            })),
          ),
        ]
      }),
    }))
  }

  private ticks(options: readonly (readonly Run[])[], parent: StructureNode, x: number, width: number): Strip[] {
    const list: StructureNode = { type: 'L', parent }
    const size = this.style.text
    const square = size * 1.1
    const indent = size * 1.8
    return options.map(runs => {
      const node: StructureNode = { type: 'LBody', parent: { type: 'LI', parent: list } }
      const lines = this.breakLines(runs, width - indent, size)
      return {
        above: 0,
        height: lines.length * size * lineHeight + size * 0.5,
        keepsWithNext: false,
        placed: [
          { kind: 'shape', x, y: size * 0.3, width: square, height: square, filled: false },
          ...lines.flatMap((segments, line) =>
            segments.map(segment => ({
              ...segment,
              x: x + indent + segment.x,
              y: size * 0.3 + line * size * lineHeight,
              node,
            })),
          ),
        ],
      }
    })
  }

  private linesToWriteOn(count: number, x: number, width: number): Strip[] {
    const height = Math.max(this.style.text * 1.6, 24)
    return Array.from({ length: count }, (_, line) => ({
      above: 0,
      height: line === count - 1 ? height + this.style.text * 0.5 : height,
      keepsWithNext: false,
      placed: [{ kind: 'shape', x, y: height, width, height: 0.75, filled: true }],
    }))
  }

  private aside(pieces: readonly Piece[], parent: StructureNode, x: number, width: number): Strip[] {
    const inset = this.style.text
    const strips = this.make(pieces, { type: 'Div', parent }, x + inset, width - inset)
    return strips
      .map(tight)
      .map(keepWithNextUnlessLast)
      .map((strip, index) => {
        const above = index === 0 ? 0 : strip.above
        const bar = { kind: 'shape' as const, x, y: -above, width: 3, height: strip.height + above, filled: true }
        return { ...strip, placed: [bar, ...strip.placed] }
      })
  }

  private qrCode(
    { modules, alternative, caption }: Extract<Piece, { kind: 'qr-code' }>,
    parent: StructureNode,
    x: number,
    width: number,
  ): Strip {
    const figure: StructureNode = { type: 'Figure', parent, alternative }
    const words = [{ text: caption, bold: false, unbroken: false }]
    return this.beside(words, 82, parent, x, width, (y, size) => ({
      kind: 'qr-code',
      x,
      y,
      size,
      modules,
      node: figure,
    }))
  }

  private pictured(
    { picture, runs }: Extract<Piece, { kind: 'pictured' }>,
    parent: StructureNode,
    x: number,
    width: number,
  ): Strip {
    return this.beside(runs, 68, parent, x, width, (y, size) => ({ kind: 'picture', x, y, size, svg: picture }))
  }

  /** A square item with text at its right, vertically centred. */
  private beside(
    words: readonly Run[],
    size: number,
    parent: StructureNode,
    x: number,
    width: number,
    place: (y: number, size: number) => Placed,
  ): Strip {
    const lines = this.breakLines(words, width - size - 14, this.style.text)
    const tall = lines.length * this.style.text * lineHeight
    const height = Math.max(size, tall)
    const node: StructureNode = { type: 'P', parent }
    return {
      above: this.style.text * 0.7,
      height,
      keepsWithNext: false,
      placed: [
        place((height - size) / 2, size),
        ...lines.flatMap((segments, line) =>
          segments.map(segment => ({
            ...segment,
            x: x + size + 14 + segment.x,
            y: (height - tall) / 2 + line * this.style.text * lineHeight,
            node,
          })),
        ),
      ],
    }
  }

  private contents(
    entries: Extract<Piece, { kind: 'contents' }>['entries'],
    parent: StructureNode,
    x: number,
    width: number,
  ): Strip[] {
    const contents: StructureNode = { type: 'TOC', parent }
    return entries.flatMap(({ text, id }) => {
      const reference: StructureNode = { type: 'Reference', parent: { type: 'TOCI', parent: contents } }
      const node: StructureNode = { type: 'Link', parent: reference, leadsTo: id, alternative: text }
      const room = this.style.text * 3
      const lines = this.lines([{ text, bold: false, unbroken: false }], node, x, width - room)
      const last = lines.length - 1
      return lines.map((line, index) => ({
        ...line,
        keepsWithNext: index < last,
        ...(index === last ? { entry: { id, right: x + width, node } } : {}),
      }))
    })
  }

  /** Wraps words into lines of segments of one weight. */
  private breakLines(runs: readonly Run[], width: number, size: number): Omit<PlacedText, 'node'>[][] {
    const lines: Word[][] = []
    let line: Word[] = []
    let used = 0
    for (const word of this.wordsOf(runs, size)) {
      const isFirst = line.length === 0
      if (!isFirst && word.spaced && used + word.space + word.width > width) {
        lines.push(line)
        line = [{ ...word, spaced: false }]
        used = word.width
      } else {
        used += word.width + (word.spaced && !isFirst ? word.space : 0)
        line.push(isFirst ? { ...word, spaced: false } : word)
      }
    }
    if (line.length > 0) lines.push(line)
    return lines.map((words, index) => this.segmentsOf(words, size, index < lines.length - 1))
  }

  private wordsOf(runs: readonly Run[], size: number): Word[] {
    const words: Word[] = []
    let spaced = false
    for (const { text, bold, unbroken } of runs) {
      const parts = unbroken ? [text] : text.split(/( )/)
      for (const part of parts) {
        if (part === ' ') spaced = true
        if (part === ' ' || part === '') continue
        const measured = { width: this.measure(part, bold) * size, space: this.measure(' ', bold) * size }
        words.push({ text: part, bold, spaced, ...measured })
        spaced = false
      }
    }
    return words
  }

  /**
   * Words that follow each other in one weight are written as one. A space belongs to what stands before it, at the end
   * of a line too, so that who reads aloud or copies does not join the words on either side.
   */
  private segmentsOf(words: readonly Word[], size: number, continues: boolean): Omit<PlacedText, 'node'>[] {
    const segments: Omit<PlacedText, 'node'>[] = []
    let x = 0
    for (const { text, bold, spaced, width, space } of words) {
      const last = segments.at(-1)
      const gap = spaced ? space : 0
      if (last && spaced) {
        last.text += ' '
        last.width += gap
      }
      x += gap
      if (last && last.bold === bold) {
        last.text += text
        last.width += width
      } else {
        segments.push({ kind: 'text', x, y: 0, width, text, bold, size })
      }
      x += width
    }
    const last = segments.at(-1)
    if (last && continues) last.text += ' '
    return segments
  }
}

interface Word {
  text: string
  bold: boolean
  /** Whether a space precedes it. */
  spaced: boolean
  width: number
  space: number
}

/** Tightens the spacing between the lines of one block. */
function tight(strip: Strip, index: number): Strip {
  return index === 0 ? strip : { ...strip, above: strip.above * 0.3 }
}

function keepWithNextUnlessLast(strip: Strip, index: number, all: readonly Strip[]): Strip {
  return { ...strip, keepsWithNext: index < all.length - 1 }
}

function paginate(strips: readonly Strip[], bottom: number, maker: StripMaker): LaidOutPage[] {
  const pages: LaidOutPage[] = [{ placed: [], marks: [] }]
  const entries: { page: LaidOutPage; at: number; y: number; entry: NonNullable<Strip['entry']> }[] = []
  const pageOf = new Map<string, number>()
  let y = margin
  const turn = () => {
    pages.push({ placed: [], marks: [] })
    y = margin
  }
  for (const [index, strip] of strips.entries()) {
    const isAtTop = y === margin
    if (strip.startsPage && !isAtTop) turn()
    else if (!isAtTop && y + heightTogether(strips, index) > bottom) turn()
    if (y > margin) y += strip.above
    const page = pages.at(-1)!
    if (strip.mark) {
      page.marks.push({ ...strip.mark, y })
      if (strip.mark.id) pageOf.set(strip.mark.id, pages.length)
    }
    page.placed.push(...strip.placed.map(placed => ('y' in placed ? { ...placed, y: y + placed.y } : placed)))
    if (strip.entry) entries.push({ page, at: page.placed.length, y, entry: strip.entry })
    y += strip.height
  }
  for (const { page, at, y: top, entry } of entries.reverse()) {
    const number = pageOf.get(entry.id)
    if (number === undefined) throw new Error(`The contents name ${entry.id}, which is not there`)
    page.placed.splice(at, 0, { ...maker.pageNumber(number, entry.right, entry.node), y: top })
  }
  return pages
}

/** The height of a block together with the blocks it must stay with. */
function heightTogether(strips: readonly Strip[], from: number): number {
  let height = 0
  for (let index = from; index < strips.length; index += 1) {
    const strip = strips[index]!
    if (index > from && strip.startsPage) break
    height += strip.above + strip.height
    if (!strip.keepsWithNext) break
  }
  return height
}
