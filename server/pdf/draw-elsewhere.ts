import { join, sep } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { DrawAnswer, DrawRequest } from './draw-worker'
import type { PrintedDocument } from './pieces'

export type Draw = (document: PrintedDocument) => Promise<Uint8Array>

const IDLE_MS = 10_000

/**
 * Draws PDFs in a worker thread, so that requests are not blocked. The worker starts on demand, draws one document at a
 * time, and ends after an idle period, which frees its memory.
 *
 * @param workerFile the built draw-worker.js
 */
export function drawElsewhere(workerFile = builtWorker()): Draw {
  const waiting = new Map<number, { resolve: (file: Uint8Array) => void; reject: (error: Error) => void }>()
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let requests = 0

  const giveUp = (from: Worker, error: Error) => {
    if (worker !== from) return
    worker = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const settle = (answer: DrawAnswer) => {
    const asker = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('file' in answer) asker?.resolve(answer.file)
    else asker?.reject(new Error(answer.fault))
    if (waiting.size === 0) rest()
  }
  const rest = () => {
    const resting = worker
    worker?.unref()
    idle = setTimeout(() => {
      if (worker === resting) worker = undefined
      void resting?.terminate()
    }, IDLE_MS)
    idle.unref()
  }
  const start = () => {
    const started = new Worker(workerFile, { resourceLimits: { maxOldGenerationSizeMb: 256 } })
    started.on('message', settle)
    started.on('error', error => giveUp(started, error instanceof Error ? error : new Error(String(error))))
    started.on('exit', () => giveUp(started, new Error('The thread that draws PDFs ended')))
    return started
  }

  return document =>
    new Promise((resolve, reject) => {
      clearTimeout(idle)
      worker ??= start()
      worker.ref()
      requests += 1
      waiting.set(requests, { resolve, reject })
      worker.postMessage({ id: requests, document } satisfies DrawRequest)
    })
}

/** The worker runs the built file, since Node.js cannot load TypeScript; see `assetsDir` in dependencies.ts. */
function builtWorker(): string {
  const isBuilt = __dirname.includes(`${sep}dist${sep}server${sep}`)
  const folder = isBuilt ? __dirname : join(__dirname, '../../dist/server/pdf')
  return join(folder, 'draw-worker.js')
}
