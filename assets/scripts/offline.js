// Asks the service worker to keep this page, the leaflet and the contacts for when there is no connection.
if ('serviceWorker' in navigator) {
  const below = document.documentElement.lang === 'cy' ? '/cy' : ''
  const always = ['leaflet', 'contacts', 'offline'].map(page => `${below}/${page}`)
  try {
    await navigator.serviceWorker.register('/service-worker.js')
    const { active } = await navigator.serviceWorker.ready
    active.postMessage({ keep: [location.pathname, ...always] })
  } catch {
    // Some browsers allow none, in a private window say; the page is whole without it.
  }
}
