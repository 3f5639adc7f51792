// Enhancements of the in-cell site; every page works without them.
const { Button, Checkboxes, ErrorSummary, createAll } = await import(document.body.dataset.govukFrontend)
createAll(Button)
createAll(Checkboxes)
createAll(ErrorSummary)
