// Enhancements of the in-cell site; every page works without them.
const { Button, Checkboxes, ErrorSummary, createAll } = await import(document.body.dataset.govukFrontend)
createAll(Button)
createAll(Checkboxes)
createAll(ErrorSummary)

const unsent = document.querySelector('main form:has(> input[name=page])')
const asMade = unsent && written(unsent)
warnBeforeTimeRunsOut(stillThere(document.getElementById('still-there-later')))
leaveAtOnce([...document.querySelectorAll('form[data-booklet]')])
// Reload a page restored from the back/forward cache: it may belong to someone who has signed out.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload())

function stillThere(asText) {
  asText?.insertAdjacentHTML('afterend', asText.textContent)
  return document.getElementById('still-there')
}

function warnBeforeTimeRunsOut(dialog) {
  if (!dialog) return
  const { warnAfter, signOutAfter, address, token } = dialog.dataset
  let timers = []
  const begin = () => {
    timers.forEach(clearTimeout)
    timers = [
      setTimeout(() => dialog.showModal(), Number(warnAfter) * 1000),
      setTimeout(() => void goToSignIn(), Number(signOutAfter) * 1000 + 1000),
    ]
  }
  const stay = async () => {
    dialog.close()
    await fetch(address, { method: 'POST', body: new URLSearchParams({ _csrf: token }), redirect: 'manual' })
    begin()
  }
  dialog.addEventListener('cancel', event => {
    event.preventDefault()
    void stay()
  })
  dialog.querySelector('button').addEventListener('click', () => void stay())
  begin()
}

// Posts unsent input to the server when the session expires; the server keeps it for the person to review. Without a
// session's CSRF token it is never treated as a submitted answer, even if they are still signed in in another tab.
async function goToSignIn() {
  const answer = unsent && written(unsent)
  if (!unsent || answer === asMade) return location.replace('/my')
  const body = new URLSearchParams(answer)
  body.delete('_csrf')
  const kept = await fetch(unsent.action, { method: 'POST', body }).catch(() => undefined)
  location.replace(kept?.url ?? '/my')
}

function written(form) {
  return String(new URLSearchParams(new FormData(form)))
}

// The leave buttons, or pressing Shift three times, blank the screen at once and replace the page with the booklet in
// the tab and its history, without waiting for the network.
function leaveAtOnce(forms) {
  const leave = async ({ action, dataset: { booklet, title } }) => {
    document.body.hidden = true
    document.title = title
    history.replaceState(null, '', booklet)
    const ended = fetch(action, { method: 'POST', redirect: 'manual', keepalive: true }).catch(() => undefined)
    await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 2000))])
    location.replace(booklet)
  }
  for (const form of forms) {
    form.addEventListener('submit', event => {
      event.preventDefault()
      void leave(form)
    })
  }
  let presses = 0
  document.addEventListener('keydown', ({ key }) => {
    presses = key === 'Shift' ? presses + 1 : 0
    if (presses === 3 && forms.length > 0) void leave(forms[0])
  })
}
