// Single keys of the console. Optional: every one presses a link or a button that is on the page. They can be switched off
// in the list at `?` (WCAG 2.1.4), and never act while somebody types.
const storedAs = 'console-keys'
const dialog = document.getElementById('keys')
const setting = dialog?.querySelector('[name=use-keys]')
const opener = document.querySelector('[data-opens=keys]')
/** How long `g` waits for the letter after it. */
const waits = 1500
let gPressedAt = -Infinity

if (dialog && setting && opener) {
  setting.checked = isOn()
  setting.addEventListener('change', () => keep(setting.checked))
  opener.hidden = false
  opener.addEventListener('click', () => dialog.showModal())
  document.addEventListener('keydown', onKey)
}

const goTo = document.getElementById('go-to')
if (goTo) offerPlaces(goTo)

/** On until somebody switches them off in this browser. */
function isOn() {
  try {
    return localStorage.getItem(storedAs) !== 'off'
  } catch {
    return true
  }
}

function keep(on) {
  try {
    localStorage.setItem(storedAs, on ? 'on' : 'off')
  } catch {
    // Without storage they are on again on the next page, where the list says so.
  }
}

function onKey(event) {
  const { key, target } = event
  const isTyping = target.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]')
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isTyping) return
  if (!isOn() || document.querySelector('dialog[open]')) return
  const isAfterG = performance.now() - gPressedAt < waits
  gPressedAt = key === 'g' ? performance.now() : -Infinity
  const act = isAfterG ? placeOf(key) : actionOf(key)
  if (!act) return
  event.preventDefault()
  act()
}

/** Home, the queue or the list of people, where the reader has them. */
function placeOf(key) {
  const href = { h: '/', q: '/queue', p: '/people' }[key]
  const link = href && document.querySelector(`:is(.app-bar__nav, .app-places__nav) a[href="${href}"]`)
  // The first place of a part stands for it in the bar, and People is not always the first.
  if (link) return () => link.click()
  return key === 'p' && document.getElementById('find') ? () => location.assign('/people') : undefined
}

/** What a key does on this page; undefined where it does nothing. */
function actionOf(key) {
  switch (key) {
    case '/':
      return pressing(document.getElementById('find'))
    case '?':
      return () => dialog.showModal()
    case '!':
      return pressing(document.querySelector('.app-raise'))
    case 'j':
      return moving(1)
    case 'k':
      return moving(-1)
    case 'o':
      return pressing(currentRow()?.querySelector('th a, a'))
    case ' ':
      return currentRow() && !document.activeElement.matches('button, input')
        ? pressing(currentRow().querySelector('input[type=checkbox]'))
        : undefined
    case 'Escape':
      return clearing()
    default:
      return /^[a-z]$/.test(key) ? pressing(keyed(key)) : undefined
  }
}

/** The part of the current row that a key stands for, or else of the page. */
function keyed(key) {
  const row = currentRow()
  const inRow = key === 'c' ? row?.querySelector('[data-claim]') : row?.querySelector(`[data-key="${key}"]`)
  return inRow ?? document.querySelector(`[data-key="${key}"]`)
}

function pressing(part) {
  if (!part || part.disabled) return undefined
  return () => (part.matches('input:not([type=checkbox]), select, textarea') ? part.focus() : part.click())
}

function currentRow() {
  return document.activeElement?.closest('[data-row]')
}

/**
 * To the next or the previous application where the page is one of a list; otherwise to the next or the previous row, or
 * where there are no rows the next or the previous page of a list.
 */
function moving(step) {
  const key = step > 0 ? 'j' : 'k'
  if (document.querySelector('[data-key=j], [data-key=k]')) return pressing(document.querySelector(`[data-key=${key}]`))
  const rows = [...document.querySelectorAll('main [data-row]')].filter(
    row => row.checkVisibility() && row.querySelector('a'),
  )
  const here = rows.indexOf(currentRow())
  const next = rows[here === -1 ? (step > 0 ? 0 : -1) : here + step]
  if (next) return () => focusOn(next.querySelector('th a, a'))
  return pressing(document.querySelector(`main a[rel=${step > 0 ? 'next' : 'prev'}]`))
}

function focusOn(link) {
  link.focus()
  link.closest('[data-row]').scrollIntoView({ block: 'nearest' })
}

/** Clears what is ticked in the list. */
function clearing() {
  const ticked = [...document.querySelectorAll('main [data-row] input[type=checkbox]:checked')]
  if (ticked.length === 0) return undefined
  return () => ticked.forEach(box => box.click())
}

/** Ctrl K: the places of the console and what the page can do, narrowed by what is typed. Enter takes the first of them. */
function offerPlaces(dialog) {
  const field = dialog.querySelector('[name=search]')
  const [said, list] = [dialog.querySelector('[role=status]'), dialog.querySelector('ul')]
  const places = JSON.parse(dialog.dataset.places)
  let shown = []
  const tell = () => {
    const typed = field.value.trim().toLowerCase()
    shown = [...deeds(), ...places.map(place => ({ ...place, act: () => location.assign(place.href) }))].filter(
      ({ text }) => ` ${text.toLowerCase()}`.includes(typed === '' ? '' : ` ${typed}`),
    )
    list.replaceChildren(...shown.map(each => itemOf(each, dialog)))
    said.textContent = typed !== '' && shown[0] ? dialog.dataset.words.replace('{what}', shown[0].text) : ''
  }
  field.addEventListener('input', tell)
  field.form.addEventListener('submit', event => {
    if (field.value.trim() === '' || !shown[0]) return
    event.preventDefault()
    dialog.close()
    shown[0].act()
  })
  dialog.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const parts = [field, ...list.querySelectorAll('button')]
    parts[(parts.indexOf(document.activeElement) + step + parts.length) % parts.length].focus()
  })
  document.addEventListener('keydown', event => {
    if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || !isOn() || document.querySelector('dialog[open]'))
      return
    event.preventDefault()
    field.value = ''
    tell()
    dialog.showModal()
    field.focus()
  })
}

function itemOf({ text, key, act }, dialog) {
  const [item, button] = [document.createElement('li'), document.createElement('button')]
  button.type = 'button'
  button.textContent = text
  if (key) button.append(' ', Object.assign(document.createElement('kbd'), { textContent: key }))
  button.addEventListener('click', () => {
    dialog.close()
    act()
  })
  item.append(button)
  return item
}

/** What can be done on this page: what its keys press, and raising a concern. */
function deeds() {
  return [...document.querySelectorAll('[data-key], .app-raise')].flatMap(part => {
    const act = part.offsetParent ? pressing(part) : undefined
    const name = part.labels?.[0] ?? part
    return act ? [{ text: name.textContent.replace(/\s+/g, ' ').trim(), key: part.dataset.key ?? '!', act }] : []
  })
}
