import type { ContentLanguage } from '../content/language'

/** Words of one weight. */
export interface Run {
  text: string
  bold: boolean
  /** Set for a telephone number, which stays on one line. */
  unbroken: boolean
}

/** Something that a printed page holds, in reading order. All of it is plain data, to be handed to a worker. */
export type Piece =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string; id?: string }
  | { kind: 'paragraph'; runs: readonly Run[]; language?: ContentLanguage }
  | { kind: 'list'; ordered: boolean; items: readonly (readonly Piece[])[] }
  | { kind: 'table'; head: readonly (readonly Run[])[]; rows: readonly (readonly (readonly Run[])[])[] }
  /** To write in by hand; boxes that follow each other may stand side by side. */
  | { kind: 'boxes'; labels: readonly string[] }
  /** To tick by hand: each has a square of its own before its words. */
  | { kind: 'ticks'; options: readonly (readonly Run[])[] }
  /** To write on by hand. */
  | { kind: 'lines'; count: number }
  /** Marked by a bar beside it. */
  | { kind: 'aside'; pieces: readonly Piece[] }
  /** Stays on one page. */
  | { kind: 'together'; pieces: readonly Piece[] }
  /** A line of Easy Read: the picture, an SVG, at the left, and words that say the same. */
  | { kind: 'pictured'; picture: string; runs: readonly Run[] }
  | { kind: 'qr-code'; modules: QrModules; alternative: string; caption: string }
  /** The headings that can be gone to, with the pages that they are on. */
  | { kind: 'contents'; entries: readonly { text: string; id: string }[] }
  | { kind: 'new-page' }

/** The squares of a QR code, row by row: true where it is dark. */
export type QrModules = readonly (readonly boolean[])[]

export type PrintSize = 'standard' | 'large'

/** All that a PDF is made from. */
export interface PrintedDocument {
  title: string
  description: string
  /** Who it is from. */
  service: string
  language: ContentLanguage
  size: PrintSize
  /** The size of the running text, in points: the largest that is tried, where pages are counted. */
  textSize: number
  /** The text is made as large as lets it fill this many pages exactly; null lets it run on. */
  pages: number | null
  /** Stands before the number at the foot of each page; null where pages have none. */
  pageWord: string | null
  /** The day of its date in the file, YYYY-MM-DD: it comes from the content, so that the bytes come out the same. */
  day: string
  pieces: readonly Piece[]
}
