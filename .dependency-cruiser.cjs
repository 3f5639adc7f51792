/** The import rule of docs/architecture.md. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule('no-circles', 'Two files that import each other are one file.', {}, { circular: true }),
    rule(
      'domain-is-pure',
      'The rules import nothing but themselves, and a calendar package.',
      { path: '^server/domain' },
      { pathNot: ['^server/domain', 'node_modules/date-holidays-parser'] },
    ),
    rule(
      'database-and-content-know-only-the-domain',
      'Storage and content do not know about pages.',
      { path: '^server/(database|content)/' },
      { path: '^(server/(web|sites|cli|use-cases)|admin|demo)/' },
    ),
    rule(
      'database-and-content-apart',
      'Neither needs the other.',
      { path: '^server/(database|content)/' },
      { path: '^server/(database|content)/', pathNot: '^server/$1/' },
    ),
    rule(
      'web-knows-no-product',
      'What every page uses holds nothing of the product.',
      { path: '^server/web/' },
      {
        path: '^(server/(domain|database|content|sites|cli|use-cases)|admin|demo)/',
      },
    ),
    rule(
      'pdf-knows-no-product',
      'It draws whatever pieces it is given.',
      { path: '^server/pdf/' },
      { path: '^(server|admin)/', pathNot: ['^server/pdf/', '^server/content/files/language'] },
    ),
    rule(
      'writes-go-through-use-cases',
      'Pages get a database whose type only reads, so they may not reach a repository in another way.',
      { path: '^(admin|server/sites)/' },
      { path: '^server/database/', pathNot: '^server/database/(index|reads)\\.ts$' },
    ),
    rule(
      'in-cell-features-apart',
      'A feature does not reach into another.',
      { path: '^server/sites/in-cell/([^/]+)/' },
      {
        path: '^server/sites/in-cell/[^/]+/',
        pathNot: '^server/sites/in-cell/$1/',
      },
    ),
    rule(
      'public-and-in-cell-apart',
      'What both sites need belongs to server/web or server/content.',
      { path: '^server/sites/(public|in-cell)/' },
      { path: '^server/sites/(public|in-cell)/', pathNot: '^server/sites/$1/' },
    ),
    rule(
      'admin-features-apart',
      'A feature does not reach into another.',
      { path: '^admin/features/([^/]+)/' },
      {
        path: '^admin/features/[^/]+/',
        pathNot: '^admin/features/$1/',
      },
    ),
    rule(
      'console-and-portal-apart',
      'The console imports nothing of the other sites.',
      { path: '^admin/' },
      { path: '^server/sites/' },
    ),
    rule(
      'service-knows-no-console',
      'The console is a site on top of the service: what others need of it belongs to use cases or the domain.',
      { path: '^server/', pathNot: '^server/main\\.ts$' },
      { path: '^admin/' },
    ),
    rule(
      'tools-and-demo-only-on-demand',
      'Neither is shipped, so what is shipped may load them only where production never comes.',
      { path: '^(server|admin|migrations)/' },
      { path: '^(tools|demo)/', dynamic: false, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'tools-in-one-place',
      'Opening the database is the one place that loads a tool.',
      { path: '^(server|admin|migrations)/', pathNot: '^server/database/connection/open\\.ts$' },
      { path: '^tools/' },
    ),
    rule(
      'demo-in-one-place',
      'The start of the service is the one place that loads the demonstration.',
      { path: '^(server|admin|migrations)/', pathNot: '^server/main\\.ts$' },
      { path: '^demo/' },
    ),
    rule(
      'only-the-database-folder-speaks-sql',
      'Nothing else in the project writes SQL.',
      { path: '^(server/(web|sites|content|domain)|admin)/' },
      {
        path: 'node_modules/(knex|pg)/',
        dependencyTypesNot: ['type-only'],
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
}
