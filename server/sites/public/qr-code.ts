import { create } from 'qrcode'

/** The squares of a QR code that leads to an address, row by row: true where it is dark. */
export function qrModules(address: string): boolean[][] {
  const { modules } = create(address, { errorCorrectionLevel: 'M' })
  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (__, column) => modules.get(row, column) === 1),
  )
}

/** The same as a picture for a page; what it says to those who cannot see it is for the page to say. */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  return modules
    .map((line, row) => line.map((isDark, column) => (isDark ? `M${column} ${row}h1v1h-1z` : '')).join(''))
    .join('')
}
