export default async function stop() {
  const stopDatabase = globalThis.stopTestDatabase
  globalThis.stopTestDatabase = undefined
  await stopDatabase?.()
}
