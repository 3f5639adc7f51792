import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

/** Every link and field has a number that leads to it, and what is typed is for the browser until a field is entered. */
const settings = `CHARACTER_SET:utf-8
DEFAULT_KEYPAD_MODE:LINKS_AND_FORM_FIELDS_ARE_NUMBERED
TEXTFIELDS_NEED_ACTIVATION:TRUE
`

const options = '-cfg="$1" -accept_all_cookies -nopause -cache=2 -cmd_script=/dev/stdin "$2"'

/** The lynx that the checks found; empty when there is none to be had. */
export const lynx = process.env.LYNX_PATH ?? 'lynx'

/** What lynx calls the keys that are no letter. */
const keys = { enter: '^J', tab: '^I', back: 'u', history: '^H', clear: '^U', quit: 'Q' }

/**
 * Somebody with lynx, a browser that shows only text: presses its keys and reads what it shows. Lynx reads keys from a
 * pipe in place of a terminal, and prints pages into another, so that nothing has to be waited for by the clock.
 */
export class TextBrowser {
  /** What is on the page, with the number before each link and field, as one line. */
  text = ''
  private readonly lynx: ChildProcess
  private readonly home = mkdtempSync(join(tmpdir(), 'text-browser-'))

  private constructor(
    private readonly site: string,
    path: string,
  ) {
    const file = join(this.home, 'lynx.cfg')
    writeFileSync(file, settings)
    // A shell's pipe, since lynx opens its keys as a file, and what Node.js gives a program is no file on every system.
    this.lynx = spawn('sh', ['-c', `cat | exec "$0" ${options}`, lynx, file, site + path], {
      env: { PATH: process.env.PATH, HOME: this.home, TERM: 'vt100', LINES: '60', COLUMNS: '160', LANG: 'C.UTF-8' },
      stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
    })
    ;(this.lynx.stdio[3] as Readable).setEncoding('utf8')
  }

  /** Starts the browser on a page, as it is set up for several people in turn (docs/operations.md). */
  static start(site: string, path: string): Promise<TextBrowser> {
    return new TextBrowser(site, path).read()
  }

  /** Goes to an address of the site, typed in. */
  open(path: string): Promise<this> {
    this.type('g', keys.clear, ...this.site, ...path, keys.enter)
    return this.read()
  }

  /** Follows the link with these words. */
  follow(words: string): Promise<this> {
    this.goTo(`[#]${words}`)
    this.type(keys.enter)
    return this.read()
  }

  press(button: string): Promise<this> {
    this.goTo(`([#]BUTTON) ${button}`)
    this.type(keys.enter)
    return this.read()
  }

  /** Picks an answer; one that is picked already is left so, since the key would take the tick off again. */
  choose(words: string, below = ''): this {
    const start = this.startOf(below)
    const isThere = (sign: string) => this.numberOf(`${sign} ${words}`, undefined, start) !== undefined
    if (isThere('[#](*)') || isThere('[#][X]')) return this
    this.goTo(`${isThere('[#]( )') ? '[#]( )' : '[#][ ]'} ${words}`, undefined, start)
    this.type(keys.enter)
    return this
  }

  /** Writes into the field that comes right after these words, or after what was wrong, in place of what is there. */
  write(label: string, words: string, below = ''): this {
    const start = this.startOf(below)
    const wrong = /^ Error: [^[]*/.exec(this.text.slice(this.text.indexOf(label, start) + label.length))?.[0] ?? ' '
    this.goTo(`${label}${wrong}[#]`, '', start)
    this.type(keys.enter, keys.clear, ...words, keys.tab)
    return this
  }

  back(): Promise<this> {
    this.type(keys.back)
    return this.read()
  }

  history(): Promise<this> {
    this.type(keys.history)
    return this.read()
  }

  async quit(): Promise<void> {
    const exited = once(this.lynx, 'exit')
    this.type(keys.quit)
    ;(this.lynx.stdin as Writable).end()
    await exited
    rmSync(this.home, { recursive: true })
  }

  /** Whether something is on the page; `#` stands for the number of a link or field. */
  has(words: string): boolean {
    return this.numberOf(words) !== undefined
  }

  /** Where on the page to look for what stands below some words. */
  private startOf(below: string): number {
    const start = this.text.indexOf(below)
    if (start < 0) throw new Error(`No "${below}": ${this.text}`)
    return start
  }

  private goTo(words: string, after?: string, start?: number): void {
    const number = this.numberOf(words, after, start)
    if (!number) throw new Error(`No "${words}": ${this.text}`)
    this.type(...number, 'g', keys.enter)
  }

  private numberOf(words: string, after = '(?![\\p{L}\\p{N}])', start = 0): string | undefined {
    const pattern = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('#', '(\\d+)')
    return new RegExp(pattern + after, 'u').exec(this.text.slice(start))?.[1]
  }

  private type(...pressed: string[]): void {
    const named = pressed.map(key => (key === ' ' ? '<space>' : key))
    ;(this.lynx.stdin as Writable).write(named.map(key => `key ${key}\n`).join(''))
  }

  /** Prints the page. Keys are taken one after another, so it is what came of all that was typed before. */
  private async read(): Promise<this> {
    const printed = this.lynx.stdio[3] as Readable
    this.type('p', keys.enter, keys.clear, ..."|cat >&3; printf '\\0' >&3", keys.enter)
    let output = ''
    while (!output.endsWith('\0')) {
      const [part] = (await once(printed, 'data', { signal: AbortSignal.timeout(20_000) })) as [string]
      output += part
    }
    this.text = output
      .slice(0, output.search(/\nReferences\n|\0$/))
      .replace(/\s+/g, ' ')
      .trim()
    return this
  }
}
