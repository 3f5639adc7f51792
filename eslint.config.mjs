import perfectionist from 'eslint-plugin-perfectionist'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.data/'] },
  {
    files: ['**/*.ts'],
    // The rules that need types are those of oxlint, in .oxlintrc.json: with them ESLint takes ten times as long.
    extends: [tseslint.configs.recommended],
    plugins: { perfectionist },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // The types of wording keys are those of JSON files, which only `typeof import()` reads without a value.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // Express tells an error handler by its four parameters.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-duplicate-imports': 'error',
      // Packages, then the project from the farthest folder to the nearest, each by its path. `eslint --fix` sorts.
      'perfectionist/sort-imports': [
        'error',
        { type: 'natural', groups: ['builtin', 'external', 'parent', 'sibling', 'index'], newlinesBetween: 0 },
      ],
    },
  },
  {
    // Pages read through `Reads` or `SiteReads` and write through use cases, which they hand to `perform` by name.
    files: ['admin/features/**/*.ts', 'server/sites/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/database'],
              importNames: ['Database', 'createDatabase'],
              message: 'Take `Reads` or `SiteReads` for reading, and hand a use case to `perform` for writing.',
            },
            {
              group: ['**/dependencies'],
              importNames: ['Dependencies'],
              message: 'Take `ConsoleDependencies` or `SiteDependencies`: their database only reads.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.name="perform"] > :matches(ArrowFunctionExpression, FunctionExpression)',
          message: 'Hand a use case of server/use-cases to `perform` by its name.',
        },
      ],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
)
