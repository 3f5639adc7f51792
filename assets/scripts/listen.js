// Reads a page of the public or the in-cell site aloud, one sentence at a time, if the browser has a voice for the page's language. Otherwise, and
// without scripts, the page is unchanged.
const language = document.documentElement.lang
const words = document.getElementById('listen')?.dataset
const voices = window.speechSynthesis
// Links from the in-cell site for people who asked for audio carry this parameter; its own pages say so themselves.
const isAsked = new URLSearchParams(location.search).has('listen')
const isWanted = isAsked || words?.wanted !== undefined
const blocks = 'h1, h2, h3, p, li, tr, legend, label, dt, dd'
const notRead = [
  'nav, [hidden], .app-listen, .app-translation, .app-editions, .app-keep, .app-feedback, .govuk-visually-hidden',
  '.app-prose form',
].join()

if (isAsked) leadOnToListening()

if (words && voices) {
  offer()
  voices.addEventListener?.('voiceschanged', offer)
}

function voiceOfPage() {
  const fitting = voices
    .getVoices()
    .filter(({ lang }) => lang.toLowerCase().replace('_', '-').split('-')[0] === language)
  const inBritain = fitting.filter(({ lang }) => /gb$/i.test(lang))
  const best = inBritain.length > 0 ? inBritain : fitting
  // Prefer a voice on the device: it uses no data.
  return best.find(({ localService }) => localService) ?? best[0]
}

function offer() {
  const place = document.getElementById('listen')
  if (!place.hidden || !voiceOfPage()) return
  document.querySelector('h1').after(place)
  const play = buildControls(place)
  place.hidden = false
  if (!isWanted) return
  play.classList.remove('govuk-button--secondary')
  if (document.activeElement === document.body && location.hash === '') play.focus()
}

/** Adds the listening parameter to links, so that the linked pages offer audio too. */
function leadOnToListening() {
  for (const link of document.querySelectorAll('a[href^="/"]')) {
    const address = new URL(link.href)
    if (/^\/my(\/|$)|\.pdf$/.test(address.pathname)) continue
    address.searchParams.set('listen', 'yes')
    link.href = address
  }
}

function buildControls(place) {
  const play = button(words.play)
  const stop = button(words.stop)
  const speed = choiceOfSpeed()
  stop.hidden = true
  const label = document.createElement('label')
  label.append(words.speed, ' ', speed)
  label.className = 'govuk-body app-listen__speed'
  place.append(play, stop, label)

  const reader = createReader({
    speed: () => Number(speed.value),
    changed(state) {
      play.textContent = { reading: words.pause, paused: words.resume, stopped: words.play }[state]
      if (state === 'stopped' && document.activeElement === stop) play.focus()
      stop.hidden = state === 'stopped'
    },
  })
  play.addEventListener('click', reader.toggle)
  stop.addEventListener('click', reader.stop)
  speed.addEventListener('change', reader.again)
  addEventListener('pagehide', reader.stop)
  return play
}

function button(text) {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'govuk-button govuk-button--secondary app-listen__button'
  element.textContent = text
  return element
}

function choiceOfSpeed() {
  const speed = document.createElement('select')
  speed.className = 'app-listen__choice'
  for (const [rate, text] of [
    ['0.75', words.slow],
    ['1', words.normal],
    ['1.3', words.fast],
  ]) {
    speed.add(new Option(text, rate, rate === '1', rate === '1'))
  }
  return speed
}

/**
 * Speaks each sentence as its own utterance, because phones' own pause does not work and long texts break off. Pausing
 * stops the sentence, and resuming repeats it from its start.
 */
function createReader({ speed, changed }) {
  let sentences = []
  let at = 0
  let state = 'stopped'
  let spoken

  const become = next => {
    state = next
    if (state !== 'reading') spoken = undefined
    changed(state)
  }
  const say = () => {
    const sentence = sentences[at]
    if (!sentence) return finish()
    const utterance = new SpeechSynthesisUtterance(sentence.text)
    spoken = utterance
    Object.assign(utterance, { voice: voiceOfPage(), lang: voiceOfPage()?.lang ?? language, rate: speed() })
    utterance.onend = utterance.onerror = () => {
      if (spoken !== utterance) return
      at += 1
      say()
    }
    mark(sentence.range)
    voices.speak(utterance)
  }
  const finish = () => {
    become('stopped')
    voices.cancel()
    mark(null)
    at = 0
  }
  return {
    toggle() {
      if (state === 'reading') {
        become('paused')
        voices.cancel()
        return
      }
      if (state === 'stopped') sentences = sentencesOf(document.querySelector('.app-prose, .app-own-page'))
      become('reading')
      say()
    },
    /** Repeats the sentence from its start, at the newly chosen speed. */
    again() {
      if (state !== 'reading') return
      spoken = undefined
      voices.cancel()
      say()
    },
    stop: finish,
  }
}

/** The sentences to read, each with its range in the page. */
function sentencesOf(root) {
  return [...root.querySelectorAll(`${blocks}, a, button`)].filter(isRead).flatMap(block => sentencesIn(block))
}

function isRead(block) {
  if (block.closest(notRead) || block.closest('[lang]').lang !== language) return false
  if (block.checkVisibility?.() === false) return false
  // Blocks that contain others are read one by one; links and buttons between them, by themselves.
  if (block.matches(blocks)) return !block.querySelector(blocks)
  const around = block.parentElement.closest(blocks)
  return !around || around.querySelector(blocks) !== null
}

function sentencesIn(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  const nodes = []
  let text = ''
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, from: text.length })
    text += walker.currentNode.data
  }
  const place = offset => {
    const { node, from } = nodes.findLast(each => each.from <= offset)
    return [node, Math.min(offset - from, node.length)]
  }
  return parts(text)
    .filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment))
    .map(({ segment, index }) => {
      const range = document.createRange()
      range.setStart(...place(index))
      range.setEnd(...place(index + segment.trimEnd().length))
      return { text: spokenForm(segment), range }
    })
}

function parts(text) {
  if ('Segmenter' in Intl) return [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)]
  return [...text.matchAll(/[^.?!]+[.?!]*\s*/g)].map(({ 0: segment, index }) => ({ segment, index }))
}

/** Telephone numbers are read digit by digit. */
function spokenForm(text) {
  const plain = text.replace(/\s+/g, ' ').trim()
  return plain.replace(/\b(\d[\d ]{3,}\d|999|111|101)\b/g, number => number.replace(/\d/g, '$& ').trim())
}

function mark(range) {
  if (!globalThis.CSS?.highlights) return markBlock(range)
  if (range) CSS.highlights.set('listening', new Highlight(range))
  else CSS.highlights.delete('listening')
  range?.startContainer.parentElement.scrollIntoView({ block: 'nearest' })
}

/** Marks the whole paragraph in browsers that cannot highlight a range. */
function markBlock(range) {
  document.querySelector('.app-listen--here')?.classList.remove('app-listen--here')
  range?.startContainer.parentElement.closest(`${blocks}, a, button`).classList.add('app-listen--here')
}
