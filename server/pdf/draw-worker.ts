import { parentPort } from 'node:worker_threads'
import { drawPdf } from './draw'
import type { PrintedDocument } from './pieces'

/** Messages to and from the worker: a document in, a file or an error out. */
export interface DrawRequest {
  id: number
  document: PrintedDocument
}
export type DrawAnswer = { id: number; file: Uint8Array } | { id: number; fault: string }

parentPort?.on('message', ({ id, document }: DrawRequest) => {
  const answer = (message: DrawAnswer) => parentPort?.postMessage(message)
  drawPdf(document).then(
    file => answer({ id, file: new Uint8Array(file) }),
    (error: unknown) => answer({ id, fault: error instanceof Error ? error.message : String(error) }),
  )
})
