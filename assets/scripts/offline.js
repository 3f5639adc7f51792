// Asks the service worker to cache this page, the leaflet and the contacts for offline use.
if ('serviceWorker' in navigator) {
  const below = document.documentElement.lang === 'cy' ? '/cy' : ''
  const always = ['leaflet', 'contacts', 'offline'].map(page => `${below}/${page}`)
  try {
    await navigator.serviceWorker.register('/service-worker.js')
    const { active } = await navigator.serviceWorker.ready
    active.postMessage({ keep: [location.pathname, ...always] })
  } catch {
    // Registration fails in some browsers, for example in private windows; the page works without it.
  }
}
