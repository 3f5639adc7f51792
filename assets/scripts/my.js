// Enhancements of the in-cell site; every page works without them.
const { Button, Checkboxes, ErrorSummary, createAll } = await import(document.body.dataset.govukFrontend)
createAll(Button)
createAll(Checkboxes)
createAll(ErrorSummary)

warnBeforeTimeRunsOut(document.getElementById('still-there'))
for (const form of document.querySelectorAll('[data-module="leave"]')) leaveAtOnce(form)

function warnBeforeTimeRunsOut(dialog) {
  if (!dialog) return
  const { warnAfter, signOutAfter, address, token } = dialog.dataset
  let timers = []
  const begin = () => {
    timers.forEach(clearTimeout)
    timers = [
      setTimeout(() => dialog.showModal(), Number(warnAfter) * 1000),
      setTimeout(() => location.replace('/my'), Number(signOutAfter) * 1000 + 1000),
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

// Three presses of Shift, or the button: the screen is empty at once, and Back does not bring the page here again.
function leaveAtOnce(form) {
  const leave = async event => {
    event?.preventDefault()
    document.body.hidden = true
    document.title = ''
    await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      redirect: 'manual',
    }).catch(() => undefined)
    location.replace(document.documentElement.lang === 'cy' ? '/cy/booklet' : '/booklet')
  }
  form.addEventListener('submit', leave)
  let presses = 0
  document.addEventListener('keydown', event => {
    presses = event.key === 'Shift' ? presses + 1 : 0
    if (presses === 3) void leave()
  })
}
