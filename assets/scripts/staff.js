// Enhancements of the console; every page works without them.
const { Button, ErrorSummary, NotificationBanner, createAll } = await import(document.body.dataset.govukFrontend)
createAll(Button)
createAll(ErrorSummary)
createAll(NotificationBanner)

for (const form of document.querySelectorAll('[data-select-all]')) offerAll(form)
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}
for (const button of document.querySelectorAll('[data-puts-in]')) button.addEventListener('click', putIn)
for (const button of document.querySelectorAll('[data-checks-all]')) {
  button.hidden = false
  button.addEventListener('click', () => checkAll(button))
}
if (navigator.clipboard) document.querySelectorAll('[data-copy]').forEach(offerToCopy)

/** A checkbox in the first column's heading that selects or clears all rows; and a bar that counts those selected. */
function offerAll(form) {
  const heading = form.querySelector('thead th')
  const boxes = [...form.querySelectorAll('tbody .govuk-checkboxes__input')]
  if (boxes.length === 0) return
  const item = boxes[0].closest('.govuk-checkboxes').cloneNode(true)
  const [box, label] = [item.querySelector('input'), item.querySelector('label')]
  box.id = 'choose-all'
  box.removeAttribute('name')
  box.removeAttribute('aria-describedby')
  box.checked = false
  label.htmlFor = box.id
  label.firstElementChild.textContent = form.dataset.selectAll
  // In sight where the rows are folded, and no heading says what the boxes are for.
  const inSight = document.createElement('span')
  inSight.className = 'app-folded'
  inSight.setAttribute('aria-hidden', 'true')
  inSight.textContent = form.dataset.selectAll
  label.append(inSight)
  heading.replaceChildren(item)
  heading.classList.add('app-tick')
  const bar = form.querySelector('[data-bulk]')
  const tell = () => {
    const ticked = boxes.filter(each => each.checked).length
    box.checked = ticked === boxes.length
    box.indeterminate = ticked > 0 && ticked < boxes.length
    if (bar) count(bar, ticked)
  }
  const all = checked => {
    boxes.forEach(each => (each.checked = checked))
    tell()
  }
  box.addEventListener('change', () => all(box.checked))
  bar?.querySelector('[data-bulk-clear]')?.addEventListener('click', () => all(false))
  form.addEventListener('change', event => boxes.includes(event.target) && tell())
  tell()
}

/** How many rows are ticked, in the bar that acts on them, which is dark while there are any. */
function count(bar, ticked) {
  const words = bar.querySelector('[data-bulk-count]')
  bar.classList.toggle('app-bulk--on', ticked > 0)
  bar.querySelector('[data-bulk-clear]').hidden = ticked === 0
  words.textContent = ticked > 0 ? bar.dataset.bulk.replace('{n}', ticked) : bar.getAttribute('aria-label')
}

/** A button below read-only text that copies all of it. */
function offerToCopy(part) {
  const field = part.querySelector('textarea, input')
  const { copy, copied, notCopied } = part.dataset
  const [group, button, said] = ['div', 'button', 'span'].map(name => document.createElement(name))
  group.className = 'govuk-button-group app-copy'
  button.className = 'govuk-button govuk-button--secondary'
  button.type = 'button'
  button.textContent = copy
  said.className = 'govuk-body'
  said.setAttribute('role', 'status')
  group.append(button, said)
  field.after(group)
  button.addEventListener('click', () => {
    // Clear the live region first, so that a repeated message is announced again.
    said.textContent = ''
    navigator.clipboard.writeText(field.value).then(
      () => (said.textContent = copied),
      () => {
        field.select()
        said.textContent = notCopied
      },
    )
  })
}

/** Ready words after what is written, without another page; and the answer that they are for, where none is picked. */
function putIn(event) {
  const { form, dataset } = event.currentTarget
  const [language, other] = form.elements['words-in'].value === 'cy' ? ['cy', 'en'] : ['en', 'cy']
  const words = dataset[language]
  event.preventDefault()
  const field = form.elements[dataset.putsIn]
  const written = field.value.trimEnd()
  field.value = written === '' ? words : `${written}\n\n${words}`
  field.dispatchEvent(new Event('input', { bubbles: true }))
  const outcomes = [...form.querySelectorAll('[name=outcome], [name=look-outcome]')]
  // What is carried on is left to do, so that the answer is not the whole of it.
  const isPart = dataset.outcome === 'agreed' && form.querySelector('[name^="settle-"][value="carried-on"]:checked')
  const outcome = isPart ? 'agreed-in-part' : dataset.outcome
  if (!outcomes.some(each => each.checked)) outcomes.find(each => each.value === outcome)?.click()
  const beside = form.querySelector('[data-beside]')
  const [title, text] = beside.querySelectorAll('p')
  title.textContent = dataset[other === 'cy' ? 'besideCy' : 'besideEn']
  text.textContent = dataset[other]
  text.lang = other
  beside.hidden = false
  field.focus()
}

/** The same for all, of several actions that are settled in one form. */
function checkAll(button) {
  const boxes = button.form.querySelectorAll(`[name^="settle-"][value="${button.dataset.checksAll}"]`)
  for (const box of boxes) box.click()
}
