import { loadTest } from 'loadtest'

/** Loads one address as told, in a process of its own, and says what came of it. */
process.once('message', async ({ url, connections, seconds, headers }) => {
  const result = await loadTest({
    url,
    headers,
    concurrency: connections,
    maxSeconds: seconds,
    tcp: true,
    cores: 1,
    quiet: true,
  })
  process.send(
    {
      requests: result.totalRequests,
      failed: result.totalErrors,
      perSecond: result.effectiveRps,
      p99: result.percentiles[99],
    },
    () => process.exit(),
  )
})
