declare module 'pa11y' {
  import type { Browser, Page } from 'puppeteer'

  interface Options {
    browser: Browser
    page: Page
    /** The page is open already. */
    ignoreUrl: true
    standard: 'WCAG2AA'
    runners: ('axe' | 'htmlcs')[]
    includeWarnings: boolean
    timeout: number
  }

  interface Issue {
    code: string
    type: 'error' | 'warning' | 'notice'
    message: string
    selector: string
    context: string
    runner: string
    runnerExtras: object
  }

  export default function pa11y(url: string, options: Options): Promise<{ issues: Issue[] }>
}
