import { createHash } from 'node:crypto'
import { load, type CheerioAPI } from 'cheerio'
import { findInvalidParts } from './validity'

const passed = new Set<string>()

/** What a form field is given: one value, or several boxes ticked. */
export type Fields = Readonly<Record<string, string | readonly string[]>>

/**
 * Somebody with a plain browser without scripts: opens pages, presses buttons, keeps cookies, follows redirects. A
 * button posts the form that it stands in, with the hidden fields, the token among them, that the page put there.
 * Every page that they meet has to be valid HTML: it is checked where a part of it is the first of its kind.
 */
export class Visitor {
  status = 0
  /** The path of the page that is open, after redirects. */
  path = ''
  headers = new Headers()
  html = ''
  private parsed: CheerioAPI | undefined
  private readonly cookies = new Map<string, string>()

  /** @param isChecked false for who walks where others have looked whether pages are valid */
  constructor(
    private readonly site: string,
    private readonly isChecked = true,
  ) {}

  /** A second window of the same browser, signed in as this one is. */
  anotherTab(): Visitor {
    const tab = new Visitor(this.site, this.isChecked)
    for (const [name, value] of this.cookies) tab.cookies.set(name, value)
    return tab
  }

  /** Has the page open that another has, with cookies of their own: as if the other's session had ended. */
  show({ path, html }: Visitor): void {
    this.path = path
    this.html = html
    this.parsed = undefined
  }

  /** What the page is made of. */
  get $(): CheerioAPI {
    return (this.parsed ??= load(this.html))
  }

  async open(path: string): Promise<this> {
    return this.ask(path, { method: 'GET' })
  }

  /** Follows the link with this text. */
  async follow(text: string): Promise<this> {
    const link = this.$('a')
      .filter((_index, element) => this.textOf(element) === text)
      .first()
    const href = link.attr('href')
    if (!href) throw new Error(`No link "${text}" on ${this.path}: ${this.text}`)
    return this.open(href)
  }

  /** Presses the button with this text, after filling in the fields of its form. */
  async press(button: string, fields: Fields = {}): Promise<this> {
    const { action, body } = this.formOf(button, fields)
    return this.post(action, body)
  }

  /** The same with a form that takes a file. */
  async pressWithFile(
    button: string,
    fields: Fields,
    file: { readonly name: string; readonly content: Uint8Array },
  ): Promise<this> {
    const { action, body } = this.formOf(button, fields)
    const form = new FormData()
    for (const [name, value] of body) if (name !== 'file') form.append(name, value)
    form.append('file', new Blob([new Uint8Array(file.content)]), file.name)
    return this.ask(action, { method: 'POST', body: form })
  }

  /** What pressing a button would send, to send it twice or changed. */
  formOf(button: string, fields: Fields = {}): { action: string; body: URLSearchParams } {
    const named = this.$('button').filter((_index, element) => this.textOf(element) === button)
    // The page's own, where the header has another of that name.
    const own = named.filter('main *')
    const pressed = (own.length > 0 ? own : named).first()
    const form = pressed.closest('form')
    if (form.length === 0) throw new Error(`No button "${button}" on ${this.path}: ${this.text}`)
    const body = new URLSearchParams()
    form.find('input, textarea, select').each((_index, element) => {
      const field = this.$(element)
      const name = field.attr('name')
      if (!name || name in fields) return
      const isChoice = ['radio', 'checkbox'].includes(field.attr('type') ?? '')
      if (isChoice && field.attr('checked') === undefined) return
      body.append(name, String(field.val() ?? ''))
    })
    for (const [name, value] of Object.entries(fields)) {
      for (const each of [value].flat()) body.append(name, each)
    }
    const name = pressed.attr('name')
    if (name) body.append(name, pressed.attr('value') ?? '')
    return { action: pressed.attr('formaction') ?? form.attr('action') ?? this.path, body }
  }

  post(path: string, body: URLSearchParams): Promise<this> {
    return this.ask(path, { method: 'POST', body })
  }

  /** Posts a form as {@link post} does, without going where its answer leads. */
  async statusOf(path: string, body: URLSearchParams): Promise<number> {
    const response = await fetch(new URL(path, this.site), {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { cookie: this.cookieHeader },
    })
    await response.arrayBuffer()
    return response.status
  }

  get title(): string {
    return this.$('title').text().trim()
  }

  get heading(): string {
    return this.$('h1').first().text().replace(/\s+/g, ' ').trim()
  }

  /** What a person reads in the main part of the page. */
  get text(): string {
    return this.$('main').text().replace(/\s+/g, ' ').trim()
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name)
  }

  private get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  private textOf(element: Parameters<CheerioAPI>[0]): string {
    return this.$(element).text().replace(/\s+/g, ' ').trim()
  }

  private async ask(path: string, request: RequestInit): Promise<this> {
    const headers = { cookie: this.cookieHeader }
    const response = await fetch(new URL(path, this.site), { ...request, redirect: 'manual', headers })
    for (const line of response.headers.getSetCookie()) this.keepCookie(line)
    const location = response.headers.get('location')
    if (location && response.status >= 300 && response.status < 400) {
      await response.arrayBuffer()
      return this.ask(location, { method: 'GET' })
    }
    this.status = response.status
    this.headers = response.headers
    this.path = path
    this.html = await response.text()
    this.parsed = undefined
    if (this.isChecked && response.headers.get('content-type')?.startsWith('text/html')) await this.expectValid()
    return this
  }

  private async expectValid(): Promise<void> {
    const isRefused = this.status >= 400
    // Many pages are the same but for the keys of their forms, and one of those has been looked at.
    const withoutKeys = this.html.replace(/(<input type="hidden"[^>]* value=")[^"]*/g, '$1')
    const page = createHash('sha256').update(`${isRefused} ${withoutKeys}`).digest('base64')
    if (passed.has(page)) return
    const faults = await findInvalidParts(this.path, this.html, this.$)
    if (faults.length > 0) throw new Error(`Not valid HTML:\n${faults.join('\n')}`)
    if (!isRefused && (this.$('.govuk-error-summary').length > 0 || /^(Error|Gwall):/.test(this.title))) {
      throw new Error(`${this.path} tells of errors, and there are none`)
    }
    passed.add(page)
  }

  private keepCookie(line: string): void {
    const [pair = '', ...attributes] = line.split(';')
    const [name = '', value = ''] = pair.split('=', 2)
    const isGone = attributes.some(attribute => /expires=thu, 01 jan 1970/i.test(attribute))
    if (isGone) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
