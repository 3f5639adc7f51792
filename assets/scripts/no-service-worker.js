// The service worker for kiosks: deletes everything that an earlier one cached, and unregisters itself.
self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('activate', event => event.waitUntil(leave()))

async function leave() {
  for (const name of await caches.keys()) await caches.delete(name)
  await self.registration.unregister()
}
