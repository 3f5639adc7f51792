import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createViews } from '../../server/web/pages/views'

const root = mkdtempSync(join(tmpdir(), 'views-'))

afterAll(() => rmSync(root, { recursive: true }))

function render(templates: Readonly<Record<string, string>>, context: object = {}, { strict = true } = {}): string {
  for (const [name, source] of Object.entries(templates)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), source)
  }
  const views = createViews({
    root,
    branding: 'generic',
    asset: name => name,
    assetText: () => '',
    words: () => (key: string) => key,
    cache: false,
    strict,
  })
  return views.render(Object.keys(templates)[0]!, 'en', context)
}

function messageOf(...given: Parameters<typeof render>): string {
  try {
    return render(...given)
  } catch (error) {
    return (error as Error).message
  }
}

const rows = [{ name: 'Sam', leaves: '1 May', hint: undefined, note: null }]
const inLoop = (text: string) => ({ 'list/page.njk': `{% for row in rows %}${text}{% endfor %}` })

describe('outside production', () => {
  it.each([
    ['printed', '{{ row.leavess }}', 'list/page.njk: there is no rows[].leavess (only name, leaves, hint, note)'],
    ['a condition', '{% if row.leavess %}yes{% endif %}', 'list/page.njk: there is no rows[].leavess'],
    ['given to a macro of govuk-frontend', '{{ tag({ text: row.leavess }) }}', 'there is no rows[].leavess'],
  ])('names the template and the expression of a misspelt property that is %s', (_, text, message) => {
    const { 'list/page.njk': page } = inLoop(text)
    const source = '{% from "govuk/components/tag/macro.njk" import govukTag as tag %}' + page
    expect(() => render({ 'list/page.njk': source }, { rows })).toThrow(message)
  })

  it('fails on a misspelt variable, in a condition too', () => {
    expect(() => render({ 'page.njk': '{{ tittle }}' }, { title: 'Queue' })).toThrow(
      'page.njk: there is no variable tittle',
    )
    expect(() => render({ 'page.njk': '{% if tittle %}{% endif %}' }, { title: 'Queue' })).toThrow('variable tittle')
  })

  it('fails on printing what is undefined', () => {
    expect(() => render(inLoop('{{ row.hint }}'), { rows })).toThrow(
      'list/page.njk: undefined is printed after reading rows[].hint',
    )
  })

  it('names the template of a macro, a block or an included file', () => {
    const line = '{% macro line(row) %}{{ row.leavess }}{% endmacro %}'
    expect(() =>
      render({ 'page.njk': '{% from "line.njk" import line %}{{ line(row) }}', 'line.njk': line }, { row: rows[0] }),
    ).toThrow('line.njk: there is no row.leavess')
    const layout = { 'layout.njk': '{% block page %}{% endblock %}' }
    const page = '{% extends "layout.njk" %}{% block page %}{{ row.leavess }}{% endblock %}'
    expect(() => render({ 'page.njk': page, ...layout }, { row: rows[0] })).toThrow('page.njk: there is no row.leavess')
    const whole = { 'page.njk': '{% include "part.njk" %}', 'part.njk': '{{ row.leavess }}' }
    expect(() => render(whole, { row: rows[0] })).toThrow('part.njk: there is no row.leavess')
  })

  it('says in one line what is wrong in a block inside of macros, and in which page', () => {
    const templates = {
      'page.njk':
        '{% extends "layout.njk" %}{% from "line.njk" import line %}{% block page %}{{ line(row) }}{% endblock %}',
      'layout.njk': '{% block page %}{% endblock %}',
      'line.njk': '{% macro line(row) %}{{ row.leavess }}{% endmacro %}',
    }
    expect(messageOf(templates, { row: rows[0] })).toBe(
      'page.njk: line.njk: there is no row.leavess (only name, leaves, hint, note)',
    )
  })

  it('names the template and the line that cannot be read', () => {
    expect(messageOf({ 'page.njk': '<p>\n{{ ( }}' })).toBe('page.njk line 2: unexpected token: }}')
    expect(messageOf({ 'page.njk': '{% include "part.njk" %}', 'part.njk': '{% if %}' })).toMatch(
      /^page\.njk: part\.njk line 1: .+$/,
    )
  })

  it('takes null as nothing, and undefined in conditions and defaults', () => {
    const text = '{{ row.note }}{% if row.hint %}hint{% endif %}{{ row.hint or "none" }}{{ row.note.text or "" }}'
    expect(render(inLoop(text), { rows })).toBe('none')
  })

  it('lets macros of govuk-frontend go without their optional parameters, and blocks use what they replace', () => {
    const layout = '{% extends "govuk/template.njk" %}{% block head %}<!-- base -->{% endblock %}'
    const page =
      '{% extends "layout.njk" %}{% from "govuk/components/button/macro.njk" import govukButton %}' +
      '{% block head %}{{ super() }}<!-- own -->{% endblock %}{% block content %}{{ govukButton({ text: name }) }}{% endblock %}'
    const html = render({ 'page.njk': page, 'layout.njk': layout }, { name: 'Claim' })
    expect(html).toContain('<!-- base --><!-- own -->')
    expect(html).toMatch(/<button[^>]*govuk-button[^>]*>\s*Claim/)
  })
})

it('leaves a blank in production', () => {
  expect(render(inLoop('[{{ row.leavess }}{{ tittle }}]'), { rows }, { strict: false })).toBe('[]')
})
