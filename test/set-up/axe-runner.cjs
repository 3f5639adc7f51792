/**
 * Pa11y's runner for axe as it should be here: with the rules that are new in WCAG 2.2. Contrast takes most of the time
 * of a look, so elements that the page names in `knownElements` are left out of that rule, and of no other. Pa11y puts
 * `run` into the page.
 */
module.exports = {
  supports: '^9.0.0',
  scripts: [require.resolve('axe-core/axe.min.js', { paths: [require.resolve('pa11y')] })],
  run: async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const resultTypes = ['violations', 'incomplete']
    const all = await window.axe.run(document, {
      runOnly: tags,
      rules: { 'color-contrast': { enabled: false } },
      resultTypes,
    })
    const contrast = await window.axe.run(
      { include: [document.documentElement], exclude: window.knownElements },
      { runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes },
    )
    // What axe is unsure of counts too, except for sizes of targets, of which it is often unsure.
    const unsure = all.incomplete.filter(({ id }) => id !== 'target-size')
    return [...all.violations, ...unsure, ...contrast.violations, ...contrast.incomplete].flatMap(
      ({ id, help, nodes }) =>
        nodes.map(({ target }) => ({
          code: id,
          type: 'error',
          message: help,
          element: document.querySelector(target.join(' ')),
        })),
    )
  },
}
