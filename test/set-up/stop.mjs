export default async function stop() {
  await globalThis.stopTestBrowser?.()
  await globalThis.stopTestDatabase?.()
}
