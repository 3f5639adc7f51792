// Leaving a page of the in-cell site: by the Shift key, by its buttons, or because time ran out. A classic script, which
// needs no other file, no module and no :has selector, so that browsers which lack those still leave. Without it the
// buttons post their forms.
;(() => {
  const hasKeys = document.currentScript.hasAttribute('data-keys')
  let isLeaving = false
  let asMade

  if (hasKeys) leaveByShift()
  document.addEventListener('submit', leaveByButton)
  document.addEventListener('DOMContentLoaded', () => {
    asMade = written()
    if (hasKeys) promiseShift()
    warnBeforeTimeRunsOut()
  })
  // Reload a page restored from the back/forward cache: it may belong to someone who has signed out.
  window.addEventListener('pageshow', event => {
    if (event.persisted) location.reload()
  })

  // Three presses in a second and a half, each let go of before the next. A key that is held, or used with another key
  // or the mouse, is somebody writing.
  function leaveByShift() {
    let presses = []
    let isAlone = false
    const isUsed = () => {
      presses = []
      isAlone = false
    }
    document.addEventListener(
      'keydown',
      event => {
        if (event.key !== 'Shift' || event.ctrlKey || event.altKey || event.metaKey) isUsed()
        else if (!event.repeat) isAlone = true
      },
      true,
    )
    document.addEventListener(
      'keyup',
      event => {
        if (event.key !== 'Shift' || !isAlone) return
        isAlone = false
        presses = presses.concat(Date.now()).filter(at => at > Date.now() - 1500)
        const form = document.querySelector('form[data-booklet]')
        if (presses.length === 3 && form) leave(form)
      },
      true,
    )
    document.addEventListener('mousedown', isUsed, true)
  }

  function promiseShift() {
    const hint = document.querySelector('[data-shift]')
    if (hint) hint.textContent = hint.getAttribute('data-shift')
  }

  function leaveByButton(event) {
    if (!event.target.hasAttribute('data-booklet') || !window.fetch) return
    event.preventDefault()
    leave(event.target)
  }

  // Blanks the screen at once, and replaces the page with the booklet in the tab and its history, without waiting for
  // the network. Words that were not sent are kept, as when time runs out.
  function leave(form) {
    if (isLeaving) return
    isLeaving = true
    document.body.hidden = true
    const words = unsentWords()
    if (!window.fetch) return form.submit()
    const booklet = form.getAttribute('data-booklet')
    document.title = form.getAttribute('data-title')
    history.replaceState(null, '', booklet)
    // The words go first, because a page from before somebody finished is no longer taken. Without its cookie the form
    // counts as one whose session has ended.
    const kept = words && send(words.address, words.body, 'omit')
    within(1000, kept)
      .then(() => within(2000, send(form.action, '', 'same-origin')))
      .then(() => location.replace(booklet))
  }

  function within(milliseconds, work) {
    return Promise.race([work, new Promise(resolve => setTimeout(resolve, milliseconds))])
  }

  function send(address, body, credentials) {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    return fetch(address, { method: 'POST', body, headers, credentials, redirect: 'manual', keepalive: true }).catch(
      () => undefined,
    )
  }

  function unsentForm() {
    const page = document.querySelector('main form input[name=page]')
    return page && page.form
  }

  function written() {
    const form = unsentForm()
    return form && window.FormData ? String(new URLSearchParams(new FormData(form))) : ''
  }

  // What has been typed and not sent. Without a session's CSRF token the server never takes it for a submitted answer,
  // even if somebody is still signed in: it keeps it for its owner to look at.
  function unsentWords() {
    const text = written()
    if (asMade === undefined || text === asMade) return undefined
    const body = new URLSearchParams(text)
    body.delete('_csrf')
    return { address: unsentForm().action, body: String(body) }
  }

  function warnBeforeTimeRunsOut() {
    const asText = document.getElementById('still-there-later')
    if (!asText) return
    asText.insertAdjacentHTML('afterend', asText.textContent)
    const dialog = document.getElementById('still-there')
    const seconds = name => Number(dialog.getAttribute(name)) * 1000
    let timers = []
    const begin = () => {
      timers.forEach(clearTimeout)
      timers = [
        setTimeout(() => open(dialog), seconds('data-warn-after')),
        setTimeout(goToSignIn, seconds('data-sign-out-after') + 1000),
      ]
    }
    const stay = () => {
      close(dialog)
      const token = `_csrf=${encodeURIComponent(dialog.getAttribute('data-token'))}`
      send(dialog.getAttribute('data-address'), token, 'same-origin').then(begin)
    }
    dialog.addEventListener('cancel', event => {
      event.preventDefault()
      stay()
    })
    dialog.querySelector('button').addEventListener('click', stay)
    begin()
  }

  function open(dialog) {
    if (dialog.showModal) return dialog.showModal()
    dialog.setAttribute('open', '')
    dialog.querySelector('button').focus()
  }

  function close(dialog) {
    if (dialog.close) return dialog.close()
    dialog.removeAttribute('open')
  }

  function goToSignIn() {
    const words = unsentWords()
    if (!words || !window.fetch) return location.replace('/my')
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    fetch(words.address, { method: 'POST', body: words.body, headers, credentials: 'same-origin' })
      .catch(() => ({ url: '/my' }))
      .then(kept => location.replace(kept.url))
  }
})()
