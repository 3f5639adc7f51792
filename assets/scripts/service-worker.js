// Caches the leaflet, the contacts and every public page visited, for offline use. Pages come from the network first,
// if the server answers in time. Personal pages under /my are never intercepted, and only responses that the server
// marks as public are cached.
const pages = 'pages-1'
const freshFor = 24 * 60 * 60 * 1000
/** How long to wait for a slow connection, in milliseconds, before showing the cached page. */
const patience = 4000

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('activate', event => {
  event.waitUntil(Promise.all([self.clients.claim(), forgetOlderVersions()]))
})

self.addEventListener('fetch', event => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || mode !== 'navigate' || origin !== location.origin || isPersonal(pathname)) return
  const answer = fromServer(event.request, pathname)
  event.respondWith(Promise.race([answer, fromMemoryWhenLate(pathname)]).catch(() => fromMemory(pathname)))
  // Cache a response that arrives too late to be shown, for next time.
  event.waitUntil(answer.catch(() => undefined))
})

self.addEventListener('message', event => {
  const paths = event.data.keep.filter(path => !isPersonal(path))
  event.waitUntil(Promise.allSettled(paths.map(refresh)))
})

function isPersonal(pathname) {
  return pathname === '/my' || pathname.startsWith('/my/')
}

async function forgetOlderVersions() {
  const names = await caches.keys()
  await Promise.all(names.filter(name => name !== pages).map(name => caches.delete(name)))
}

async function fromServer(request, pathname) {
  // Offline, the browser's HTTP cache may answer instead of the server without saying so.
  if (!navigator.onLine) throw new Error('no connection')
  const response = await fetch(request)
  // A proxy answers in place of an unavailable server.
  if (response.status >= 502 && response.status <= 504) throw new Error('no server')
  await keep(pathname, response)
  return response
}

async function refresh(path) {
  const held = await (await caches.open(pages)).match(path)
  if (held && Date.now() - Date.parse(held.headers.get('date')) < freshFor) return
  await keep(path, await fetch(path))
}

async function keep(pathname, response) {
  const isPublic = /\bpublic\b/.test(response.headers.get('cache-control'))
  const isPage = /^text\/html\b/.test(response.headers.get('content-type'))
  if (!response.ok || response.redirected || !isPublic || !isPage) return
  const cache = await caches.open(pages)
  // A phone without free storage still shows the page.
  await cache.put(pathname, response.clone()).catch(() => undefined)
}

/** The cached page after the timeout; never resolves if the page is not cached. */
async function fromMemoryWhenLate(pathname) {
  await new Promise(resolve => setTimeout(resolve, patience))
  return (await asKept(pathname)) ?? new Promise(() => undefined)
}

/** The cached page, or the page that lists what can be read offline. */
async function fromMemory(pathname) {
  const inWelsh = pathname === '/cy' || pathname.startsWith('/cy/')
  const instead = await (await caches.open(pages)).match(inWelsh ? '/cy/offline' : '/offline')
  return (await asKept(pathname)) ?? instead ?? Response.error()
}

/** A cached page, marked as such. */
async function asKept(pathname) {
  const held = await (await caches.open(pages)).match(pathname)
  if (!held) return undefined
  const html = await held.text()
  return new Response(html.replace(/<!--kept (.*?) -->/, '$1'), { headers: held.headers })
}
