// Keeps the leaflet, the contacts and every public page that was read, for when there is no connection. A page comes
// from the server when the server answers soon. What belongs to a person, under /my, never passes through here, and
// nothing is kept that the server does not call public.
const pages = 'pages-1'
const freshFor = 24 * 60 * 60 * 1000
/** For how long somebody on a line that hardly works looks at nothing, when the page is here. */
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
  // What comes too late to be shown is kept for the next time.
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
  // The browser's own memory may answer in place of the server, and would not say that it did.
  if (!navigator.onLine) throw new Error('no connection')
  const response = await fetch(request)
  // A proxy answers for a server that is not there.
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
  // A phone that has no room left still shows the page.
  await cache.put(pathname, response.clone()).catch(() => undefined)
}

/** The page as it was kept, once the server has had its time; of a page that was not kept, nothing ever. */
async function fromMemoryWhenLate(pathname) {
  await new Promise(resolve => setTimeout(resolve, patience))
  return (await asKept(pathname)) ?? new Promise(() => undefined)
}

/** The page as it was kept, or else the page that says what can be read. */
async function fromMemory(pathname) {
  const inWelsh = pathname === '/cy' || pathname.startsWith('/cy/')
  const instead = await (await caches.open(pages)).match(inWelsh ? '/cy/offline' : '/offline')
  return (await asKept(pathname)) ?? instead ?? Response.error()
}

/** A page that was kept, saying that it was. */
async function asKept(pathname) {
  const held = await (await caches.open(pages)).match(pathname)
  if (!held) return undefined
  const html = await held.text()
  return new Response(html.replace(/<!--kept (.*?) -->/, '$1'), { headers: held.headers })
}
