import PDFDocument from 'pdfkit'
import drawSvg from 'svg-to-pdfkit'
import {
  layOut,
  sheet,
  type LaidOutPage,
  type Measure,
  type Placed,
  type PlacedPicture,
  type PlacedQrCode,
  type PlacedShape,
  type StructureNode,
} from './lay-out'
import type { PrintedDocument } from './pieces'

/** Atkinson Hyperlegible Next by the Braille Institute (SIL Open Font License), designed for low vision. */
const fonts = {
  regular: fontFile('400Regular'),
  bold: fontFile('700Bold'),
}

const ink = '#0b0c0c'

/**
 * Draws a document as a tagged PDF (PDF/UA): all text is in the structure tree in reading order, everything else is an
 * artifact, and headings are bookmarks. The same document always yields the same bytes.
 *
 * @returns the PDF file's bytes
 */
export async function drawPdf(document: PrintedDocument): Promise<Buffer> {
  const pdf = openPdf(document)
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve, reject) => pdf.on('end', resolve).on('error', reject))

  const { root, pages, textSize } = layOut(document, measureWith(pdf))
  const structure = new Structure(pdf, root)
  const bookmarks = new Bookmarks(pdf)
  for (const [index, page] of pages.entries()) {
    pdf.addPage()
    drawDecoration(pdf, page)
    drawContent(pdf, page, structure)
    page.marks.forEach(mark => bookmarks.add(mark))
    if (document.pageWord !== null) drawFoot(pdf, `${document.pageWord} ${index + 1}`, textSize)
  }
  structure.end()
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

function openPdf({ title, description, service, language, day }: PrintedDocument): PDFKit.PDFDocument {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    size: [sheet.width, sheet.height],
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: tagOf(language),
    displayTitle: true,
    info: {
      Title: plain(title),
      Subject: plain(description),
      Author: plain(service),
      Creator: plain(service),
      CreationDate: new Date(`${day}T12:00:00Z`),
    },
  })
  pdf.registerFont('regular', fonts.regular)
  pdf.registerFont('bold', fonts.bold)
  pdf.appendXML(
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>',
  )
  return pdf
}

/** Escapes text that the library writes into XML unescaped. */
function plain(words: string): string {
  return words.replace(/[<>&]/g, ' ')
}

function tagOf(language: 'en' | 'cy'): string {
  return `${language}-GB`
}

function fontFile(weight: '400Regular' | '700Bold'): string {
  return require.resolve(
    `@expo-google-fonts/atkinson-hyperlegible-next/${weight}/AtkinsonHyperlegibleNext_${weight}.ttf`,
  )
}

function measureWith(pdf: PDFKit.PDFDocument): Measure {
  const known = new Map<string, number>()
  return (text, bold) => {
    const key = `${bold ? 'b' : 'r'}${text}`
    const width = known.get(key) ?? pdf.font(bold ? 'bold' : 'regular', 1000).widthOfString(text) / 1000
    known.set(key, width)
    return width
  }
}

function drawDecoration(pdf: PDFKit.PDFDocument, { placed }: LaidOutPage): void {
  const decoration = placed.filter(isDecoration)
  if (decoration.length === 0) return
  pdf.markContent('Artifact', { type: 'Layout' })
  for (const each of decoration) {
    if (each.kind === 'picture') {
      drawSvg(pdf, each.svg, each.x, each.y, { width: each.size, height: each.size })
      continue
    }
    pdf.rect(each.x, each.y, each.width, each.height)
    if (each.filled) pdf.fill(ink)
    else pdf.lineWidth(1.25).stroke(ink)
  }
  pdf.endMarkedContent()
}

function isDecoration(placed: Placed): placed is PlacedShape | PlacedPicture {
  return placed.kind === 'shape' || placed.kind === 'picture'
}

function drawContent(pdf: PDFKit.PDFDocument, { placed }: LaidOutPage, structure: Structure): void {
  for (const [index, each] of placed.entries()) {
    if (isDecoration(each)) continue
    if (each.kind === 'nothing') {
      structure.place(each.node)
      continue
    }
    structure.open(each.node)
    if (each.kind === 'qr-code') {
      drawQrCode(pdf, each)
      continue
    }
    const { text, x, y, width, size, bold, node } = each
    pdf
      .font(bold ? 'bold' : 'regular', size)
      .fillColor(ink)
      .text(text, x, y, { lineBreak: false })
    structure.cover(node, { left: x, top: y, right: x + width, bottom: y + size * 1.3 })
    const next = placed.slice(index + 1).find(other => !isDecoration(other))
    if (next?.node !== node) structure.close(node)
  }
  structure.closeAny()
}

function drawQrCode(pdf: PDFKit.PDFDocument, { modules, x, y, size }: PlacedQrCode): void {
  const side = size / modules.length
  for (const [row, line] of modules.entries()) {
    for (const [column, isDark] of line.entries()) {
      if (isDark) pdf.rect(x + column * side, y + row * side, side, side)
    }
  }
  pdf.fill('#000000')
}

function drawFoot(pdf: PDFKit.PDFDocument, words: string, size: number): void {
  pdf.markContent('Artifact', { type: 'Pagination' })
  pdf.font('regular', size).fillColor(ink)
  const x = (sheet.width - pdf.widthOfString(words)) / 2
  pdf.text(words, x, sheet.height - 30 - size, { lineBreak: false })
  pdf.endMarkedContent()
}

interface Area {
  left: number
  top: number
  right: number
  bottom: number
}

/** The structure tree; elements are created when their first content is drawn. */
class Structure {
  private readonly elements = new Map<StructureNode, PDFKit.PDFStructureElement>()
  private readonly areas = new Map<StructureNode, Area>()
  private readonly rootElement: PDFKit.PDFStructureElement
  private opened: StructureNode | null = null

  constructor(
    private readonly pdf: PDFKit.PDFDocument,
    root: StructureNode,
  ) {
    this.rootElement = pdf.struct(root.type)
    this.elements.set(root, this.rootElement)
    pdf.addStructure(this.rootElement)
  }

  /** Assigns everything drawn from here on to the node. */
  open(node: StructureNode): void {
    if (this.opened === node) return
    this.closeAny()
    this.place(node).add(this.pdf.markStructureContent(node.type))
    this.opened = node
  }

  place(node: StructureNode): PDFKit.PDFStructureElement {
    const known = this.elements.get(node)
    if (known) return known
    const element = this.pdf.struct(node.type, optionsOf(node))
    if (node.numbering) giveNumbering(element, node.numbering)
    if (node.parent) this.place(node.parent).add(element)
    this.elements.set(node, element)
    return element
  }

  /** Records the position of the node's text for a link annotation. */
  cover(node: StructureNode, { left, top, right, bottom }: Area): void {
    if (node.leadsTo === undefined) return
    const area = this.areas.get(node) ?? { left, top, right, bottom }
    this.areas.set(node, {
      left: Math.min(area.left, left),
      top: Math.min(area.top, top),
      right: Math.max(area.right, right),
      bottom: Math.max(area.bottom, bottom),
    })
  }

  close(node: StructureNode): void {
    if (this.opened === node) this.closeAny()
    const area = this.areas.get(node)
    if (!area || node.leadsTo === undefined) return
    const element = this.place(node)
    const options = {
      structParent: element,
      // PDFKit writes a primitive string as a PDF name and a String object as a text string.
      Contents: new String(node.alternative ?? '') as string,
    }
    this.pdf.goTo(area.left, area.top, area.right - area.left, area.bottom - area.top, node.leadsTo, options)
    element.end()
  }

  closeAny(): void {
    if (this.opened) this.pdf.endMarkedContent()
    this.opened = null
  }

  end(): void {
    this.rootElement.end()
  }
}

function optionsOf({ language, alternative, scope, type }: StructureNode): PDFKit.Mixins.StructureElementOptions {
  return {
    ...(language === undefined ? {} : { lang: tagOf(language) }),
    ...(alternative === undefined || type === 'Link' ? {} : { alt: alternative }),
    ...(scope === undefined ? {} : { scope }),
  }
}

/** PDFKit has no option for list numbering, so it is set in the element's dictionary. */
function giveNumbering(element: PDFKit.PDFStructureElement, numbering: 'Decimal' | 'Disc'): void {
  const { dictionary } = element as unknown as { dictionary: { data: Record<string, unknown> } }
  dictionary.data.A = { O: 'List', ListNumbering: numbering }
}

/** Nests headings: each below the last one of a higher level. */
class Bookmarks {
  private readonly path: { level: number; item: PDFKit.PDFOutline }[] = []

  constructor(private readonly pdf: PDFKit.PDFDocument) {}

  add({ level, title, id, y }: LaidOutPage['marks'][number]): void {
    while ((this.path.at(-1)?.level ?? 0) >= level) this.path.pop()
    const above = this.path.at(-1)?.item ?? this.pdf.outline
    // PDFKit measures `left` from the right edge.
    const options = { expanded: level === 1, top: y, left: sheet.width }
    this.path.push({ level, item: above.addItem(title, options) })
    if (id !== undefined) this.pdf.addNamedDestination(id, 'XYZ', 0, y, 0)
  }
}
