// The warning before the session ends. Optional: without it a form that is sent afterwards keeps its words all the same.
// The server is asked first, because work in another tab prolongs the session for this page too.
const dialog = document.getElementById('time-left')
const address = '/session'
const minute = 60
const warnsBefore = 5 * minute
const text = dialog?.querySelector('#time-left-text')
let timer
/** When the session ends, as far as this page knows. */
let endsAt = 0
let isOver = false

if (dialog) {
  know(Number(dialog.dataset.idleMinutes) * minute)
  waitForWarning()
  dialog.querySelector('[data-stay]').addEventListener('click', () => void stay())
  dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close())
  dialog.addEventListener('cancel', event => {
    if (isOver) return
    event.preventDefault()
    void stay()
  })
  // Timers stand still while a computer sleeps.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && !isOver && knownLeft() <= warnsBefore) void look()
  })
  // A page of the back/forward cache is as old as it is.
  addEventListener('pageshow', ({ persisted }) => persisted && !isOver && void look())
}

function know(secondsLeft) {
  endsAt = Date.now() + secondsLeft * 1000
}

function knownLeft() {
  return Math.max(0, (endsAt - Date.now()) / 1000)
}

function wait(seconds, work) {
  clearTimeout(timer)
  timer = setTimeout(() => void work(), Math.max(1, seconds) * 1000)
}

function waitForWarning() {
  wait(knownLeft() - warnsBefore, look)
}

/** Asks when the session ends, and then waits, warns or says that it has ended. */
async function look() {
  try {
    const answer = await fetch(address, { cache: 'no-store' })
    if (answer.ok) know((await answer.json()).secondsLeft)
  } catch {
    // Without an answer this page goes by what it knew.
  }
  const left = knownLeft()
  if (left <= 0) return end()
  if (left > warnsBefore) {
    if (dialog.open) dialog.close()
    return waitForWarning()
  }
  warn(left)
}

/** Says how many minutes are left, and looks again when it is one less. */
function warn(left) {
  const minutes = Math.ceil(left / minute)
  const words = minutes === 1 ? dialog.dataset.minute : dialog.dataset.minutes.replace('{n}', minutes)
  // Set only when it changes, so that it is announced once.
  if (text.textContent !== words) text.textContent = words
  if (!dialog.open) open()
  wait(left - (minutes - 1) * minute + 1, look)
}

/** One dialog at a time: another, such as the list of keys, makes way. */
function open() {
  document.querySelectorAll('dialog[open]').forEach(other => other.close())
  dialog.showModal()
}

async function stay() {
  const body = new URLSearchParams({ _csrf: dialog.dataset.token })
  let status = 0
  try {
    status = (await fetch(address, { method: 'POST', body, redirect: 'manual' })).status
  } catch {
    // Said below.
  }
  if (status === 403) return end()
  if (status !== 204) {
    text.textContent = dialog.dataset.failed
    return
  }
  know(Number(dialog.dataset.idleMinutes) * minute)
  dialog.close()
  waitForWarning()
}

/** Says that the session has ended. What is on the page stays. */
function end() {
  isOver = true
  clearTimeout(timer)
  dialog.querySelector('[data-part=warning]').hidden = true
  dialog.querySelector('[data-part=ended]').hidden = false
  dialog.setAttribute('aria-labelledby', 'ended-title')
  dialog.setAttribute('aria-describedby', 'ended-text')
  if (!dialog.open) open()
  dialog.querySelector('[data-part=ended] a').focus()
}
