import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

/** How a clamd for tests answers. */
export type ClamdManner = 'looks' | 'is silent' | 'hangs up' | 'refuses' | 'answers without an end'

export interface TestClamd {
  readonly port: number
  manner: ClamdManner
  /** The content that it was last sent. */
  received: Buffer
  stop(): Promise<void>
}

/** Speaks as much of clamd's protocol as the service does, and finds what contains `EICAR`. */
export async function startTestClamd(): Promise<TestClamd> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    let bytes = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', part => {
      bytes = Buffer.concat([bytes, part])
      if (clamd.manner === 'hangs up') return socket.destroy()
      if (clamd.manner === 'answers without an end') return socket.write('x'.repeat(1000))
      const content = contentIn(bytes)
      if (content === undefined || clamd.manner === 'is silent') return
      clamd.received = content
      if (clamd.manner === 'refuses') return socket.end('INSTREAM size limit exceeded. ERROR\0')
      socket.end(content.includes('EICAR') ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const clamd: TestClamd = {
    port: (server.address() as AddressInfo).port,
    manner: 'looks',
    received: Buffer.alloc(0),
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return clamd
}

const command = 'zINSTREAM\0'

/** The chunks of a stream put together; undefined before its end. */
function contentIn(bytes: Buffer): Buffer | undefined {
  if (!bytes.subarray(0, command.length).equals(Buffer.from(command))) return undefined
  const chunks: Buffer[] = []
  for (let at = command.length; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    if (length === 0) return Buffer.concat(chunks)
    chunks.push(bytes.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}
