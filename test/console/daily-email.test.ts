import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { calendarDay } from '../../server/domain/calendar'
import { sendMail } from '../../server/jobs/mail'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { doJobs, doOneJob } from '../set-up/jobs'
import { addPerson, sendApplication } from '../set-up/people'

/** What a mail server took: for whom, and the whole message. */
interface Taken {
  readonly to: readonly string[]
  readonly message: string
}

let mailServer: SMTPServer
let taken: Taken[] = []
let refusesAll = false
let staffConsole: TestConsole

beforeAll(async () => {
  mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(refusesAll ? new Error(`No mailbox ${address}`) : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        taken.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          message: Buffer.concat(chunks).toString('utf8').replace(/=\r\n/g, ''),
        })
        done()
      })
    },
  })
  mailServer.listen(0, '127.0.0.1')
  await once(mailServer.server, 'listening')
  const { port } = mailServer.server.address() as AddressInfo
  staffConsole = await startTestConsole({
    TODAY: '2026-11-23',
    STAFF_URL: 'https://staff.example.test/',
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'leaving@example.test',
  })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('safety', 'safety')
  await staffConsole.hire('idle', 'healthcare')
  await staffConsole.hire('sysadmin', 'sysadmin', [])
  const person = await addPerson(staffConsole.dependencies, 'A1234AA', { comEmail: 'nobody@example.test' })
  await sendApplication(staffConsole.dependencies, person, 'debts-and-bills', { pressure: 'yes' })
})

afterAll(async () => {
  await staffConsole.stop()
  await new Promise<void>(resolve => mailServer.close(resolve))
})

beforeEach(() => {
  taken = []
  refusesAll = false
})

async function choose(name: string) {
  const visitor = await staffConsole.signIn(name)
  await visitor.open('/account/password')
  await visitor.follow('Daily e-mail')
  await visitor.press('Send me the daily e-mail')
  expect(visitor.text).toContain('You get the daily e-mail from now on')
  return visitor
}

const sendAll = () => doJobs(staffConsole.dependencies, { kind: 'start-daily-emails', payload: {} })

it('sends whoever chose it how much waits for them and a link, once a day, and nothing that names anybody', async () => {
  await choose('officer')
  await choose('safety')
  await choose('idle')
  await sendAll()
  await sendAll()
  expect(taken.map(({ to }) => to)).toEqual([['officer@example.test'], ['safety@example.test']])
  const [toOfficer, toSafety] = taken
  expect(toOfficer!.message).toContain('From: leaving@example.test')
  expect(toOfficer!.message).toContain('Subject: What waits for you today')
  expect(toOfficer!.message).toMatch(/\d (person|people) to tell yourself/)
  expect(toOfficer!.message).toContain('1 application of your team is unclaimed')
  expect(toOfficer!.message).not.toContain('overdue')
  expect(toOfficer!.message).toContain('https://staff.example.test/')
  expect(toSafety!.message).toContain('1 safety concern waits')
  const [application] = await staffConsole.inDatabase<{ reference: string }>('select reference from application')
  for (const hidden of ['Marrick', 'Dean', 'A1234AA', application!.reference, 'officer at work', 'nobody@'])
    expect(taken.map(({ message }) => message).join()).not.toContain(hidden)
})

it('counts what the reader has claimed, and what is overdue', async () => {
  await staffConsole.inDatabase(
    `update staff set daily_email_sent_for = null;
      update application set respond_by = '2026-11-20',
        claimed_by = (select id from staff where email = 'officer@example.test')`,
  )
  await sendAll()
  const toOfficer = taken.find(({ to }) => to.includes('officer@example.test'))
  for (const line of ['of your team is overdue', 'is claimed by you', 'is claimed by you and overdue'])
    expect(toOfficer!.message).toMatch(new RegExp(`^1 application ${line}\r$`, 'm'))
  expect(toOfficer!.message).not.toContain('unclaimed')
  const { message } = taken.find(({ to }) => to.includes('safety@example.test'))!
  expect(message).not.toContain('application')
})

it('is sent no more to whoever ends it', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/account/daily-email')
  await visitor.press('Stop the daily e-mail')
  expect(visitor.text).toContain('You do not get it.')
  await staffConsole.inDatabase('update staff set daily_email_sent_for = null')
  await sendAll()
  expect(taken.map(({ to }) => to)).toEqual([['safety@example.test']])
})

it('is tried again while the mail server refuses it, shows a system administrator that it failed, and names nobody', async () => {
  await staffConsole.inDatabase('update staff set daily_email_sent_for = null')
  refusesAll = true
  await sendAll()
  const [job] = await staffConsole.inDatabase<{ attempts: number; max_attempts: number; last_error: string }>(
    "select attempts, max_attempts, last_error from graphile_worker.jobs where task_identifier = 'send-daily-email'",
  )
  expect(job).toMatchObject({ attempts: 1, max_attempts: 6 })
  expect(job!.last_error).toContain('MailNotSent')
  expect(job!.last_error).not.toContain('@')
  await staffConsole.inDatabase('update graphile_worker._private_jobs set attempts = max_attempts')
  const sysadmin = await staffConsole.signIn('sysadmin')
  await sysadmin.open('/jobs')
  expect(sysadmin.text).toContain('Send a daily e-mail')
  expect(sysadmin.text).toContain('MailNotSent')
  expect(sysadmin.text).not.toContain('safety@example.test')
})

it('is not sent on a later day, and not again on the same', async () => {
  const [safety] = await staffConsole.inDatabase<{ id: number }>("select id from staff where role = 'safety'")
  await doOneJob(staffConsole.dependencies, 'send-daily-email', {
    staffId: Number(safety!.id),
    day: calendarDay('2026-11-20'),
  })
  expect(taken).toEqual([])
  await staffConsole.inDatabase("update staff set daily_email_sent_for = '2026-11-23'")
  await doOneJob(staffConsole.dependencies, 'send-daily-email', {
    staffId: Number(safety!.id),
    day: calendarDay('2026-11-23'),
  })
  expect(taken).toEqual([])
})

it('gives up on a mail server that goes on answering without an end', async () => {
  const endless = createServer(connection => {
    connection.write('220 mail.example.test\r\n')
    const more = setInterval(() => connection.write('250-mail.example.test\r\n'), 50)
    connection.on('error', () => undefined).on('close', () => clearInterval(more))
    connection.resume()
  }).listen(0, '127.0.0.1')
  await once(endless, 'listening')
  const { port } = endless.address() as AddressInfo
  const settings = { server: `smtp://127.0.0.1:${port}`, from: 'leaving@example.test', mustEncrypt: false }
  const mail = { to: 'safety@example.test', subject: 'Waiting', text: 'One' }
  await expect(sendMail(settings, mail, 500)).rejects.toThrow('The mail was not sent')
  await new Promise(resolve => endless.close(resolve))
})
