/**
 * Pa11y's runner for axe as it should be here: with the rules that are new in WCAG 2.2, and without the elements that
 * the page names in `knownElements`, because each look at their colours takes long. Pa11y puts `run` into the page.
 */
module.exports = {
  supports: '^9.0.0',
  scripts: [require.resolve('axe-core/axe.min.js', { paths: [require.resolve('pa11y')] })],
  run: async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations, incomplete } = await window.axe.run(
      { include: [document.documentElement], exclude: window.knownElements },
      { runOnly: tags, resultTypes: ['violations', 'incomplete'] },
    )
    // What axe is unsure of counts too, except for sizes of targets, of which it is often unsure.
    const unsure = incomplete.filter(({ id }) => id !== 'target-size')
    return [...violations, ...unsure].flatMap(({ id, help, nodes }) =>
      nodes.map(({ target }) => ({
        code: id,
        type: 'error',
        message: help,
        element: document.querySelector(target.join(' ')),
      })),
    )
  },
}
