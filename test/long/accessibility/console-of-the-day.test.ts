import { lookAtConsole } from '../../set-up/console-looks'

/** The pages that staff have open most of the day; the others are looked at in test/long/accessibility. */
lookAtConsole({
  nobody: [['/sign-in', 'Sign in']],
  officer: [
    ['/'],
    ['/queue', 'Save the list'],
    ['/applications/OPEN'],
    ['/applications/OPEN/messages', 'Send to Dean Marrick'],
    ['/applications/OPEN/facts'],
    ['/applications/TAKEN/outcome', 'Check before you send'],
    ['/people/A1234AA'],
    ['/people/A1234AA/leaving'],
    ['/people/A1234AA/plan/accommodation', 'Add the need'],
    ['/safety/1', 'Acknowledge the concern'],
    ['/leaving'],
    ['/receptions'],
    ['/assessments?state=all'],
  ],
  manager: [['/reports/replies'], ['/caseload', 'Go on']],
})
