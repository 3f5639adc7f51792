declare module 'pa11y' {
  import type { Browser, Page } from 'puppeteer'

  interface Options {
    browser: Browser
    page: Page
    /** The page is open already. */
    ignoreUrl: true
    standard: 'WCAG2AA'
    /** Those of the package, and paths to others. */
    runners: string[]
    timeout: number
  }

  interface Issue {
    code: string
    type: 'error' | 'warning' | 'notice'
    message: string
    selector: string
    context: string
  }

  export default function pa11y(url: string, options: Options): Promise<{ issues: Issue[] }>
}
