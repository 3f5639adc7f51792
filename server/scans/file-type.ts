import { fileTypeFromBuffer } from 'file-type'
import { isScanType, type ScanType } from '../domain/people/scans'

/** As much as the types that are taken need, so that an odd file costs no more. */
const readBytes = 4100

/** The type of a file by its content, whatever its name or its header says; undefined when it is none that is taken. */
export async function scanTypeOf(content: Buffer): Promise<ScanType | undefined> {
  const found = await fileTypeFromBuffer(new Uint8Array(content.subarray(0, readBytes))).catch(() => undefined)
  return isScanType(found?.mime) ? found.mime : undefined
}
