interface Blocks {
  blocks: readonly ({ kind: string } | { kind: 'html'; html: string })[]
}

interface Text {
  title: string
  introduction: Blocks['blocks']
  sections: readonly (Blocks & { id: string; title: string })[]
}

/**
 * Presents a text of the booklet as part of the whole-booklet page: its headings are one level lower, and its ids are
 * prefixed so that they stay unique.
 */
export function presentWholeBooklet(id: string, { title, introduction, sections }: Text) {
  const present = (blocks: Blocks['blocks']) =>
    blocks.map(block => ('html' in block ? { ...block, html: asPart(block.html, id) } : block))
  return {
    id,
    title,
    introduction: present(introduction),
    sections: sections.map(section => ({
      id: `${id}-${section.id}`,
      title: section.title,
      blocks: present(section.blocks),
    })),
  }
}

function asPart(html: string, id: string): string {
  return html
    .replace(/<(\/?)h3\b/g, '<$1h4')
    .replace(/(<[a-z0-9]+\b[^>]*?) id="/g, `$1 id="${id}-`)
    .replace(/ href="#/g, ` href="#${id}-`)
}
