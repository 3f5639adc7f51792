// What kiosks get for a service worker: it forgets all that an earlier one kept there, and goes.
self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('activate', event => event.waitUntil(leave()))

async function leave() {
  for (const name of await caches.keys()) await caches.delete(name)
  await self.registration.unregister()
}
