import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import type { S3Settings } from '../config'
import { mostScanBytes } from '../domain/people/scans'
import { StorageUnavailable, type ScanStorage } from './scan-storage'

const timeoutMs = 20_000

/** Stores files in a bucket of an S3-compatible service, by path: `URL/BUCKET/ID`. */
export function s3Storage({ url, bucket, region, keyId, secret }: S3Settings): ScanStorage {
  const client = new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region, retries: 1 })

  /** The error names no address: a message of `fetch` could. */
  async function ask<T>(
    method: 'PUT' | 'GET' | 'DELETE',
    id: string,
    read: (response: Response) => Promise<T>,
    content?: Buffer,
  ): Promise<T> {
    // One deadline for the answer and for its body.
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const response = await client.fetch(addressOf(id), {
        method,
        signal,
        redirect: 'error',
        ...(content && {
          body: new Uint8Array(content),
          headers: {
            'content-type': 'application/octet-stream',
            'x-amz-content-sha256': createHash('sha256').update(content).digest('hex'),
          },
        }),
      })
      if (response.ok || (method === 'DELETE' && response.status === 404)) return await read(response)
      await response.body?.cancel()
      throw new StorageUnavailable(`S3 answered ${method} with ${response.status}`)
    } catch (error) {
      if (error instanceof StorageUnavailable) throw error
      const { code, name } = ((error as Error).cause ?? error) as NodeJS.ErrnoException
      throw new StorageUnavailable(`S3 did not answer ${method}: ${code ?? name}`)
    }
  }

  const addressOf = (id: string) => `${url.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}/${id}`
  const nothing = async (response: Response) => response.body?.cancel()

  return {
    name: 's3',
    async put(id, content) {
      await ask('PUT', id, nothing, content)
    },
    get: id => ask('GET', id, contentOf),
    async delete(id) {
      await ask('DELETE', id, nothing)
    },
  }
}

/** Reads no more than a scan can have, whatever the service sends. */
async function contentOf(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    if (bytes > mostScanBytes) throw new StorageUnavailable('S3 sent more than a scan can have')
    parts.push(part)
  }
  return Buffer.concat(parts)
}
