import { execFile } from 'node:child_process'
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Who has a folder: a process number alone can be given to another program after a restart, so its birth goes with it. */
interface Owner {
  pid: number
  born: string
}

export type FolderLock = { held: true; release(): Promise<void> } | { held: false; pid: number }

const NAME = /^in-use\.(\d+)$/

/**
 * Takes a folder for this process alone, without waiting. A folder whose owner was killed is free at once.
 *
 * The owner is whoever wrote the highest of the numbered files `in-use.N`. Taking the folder over means being the one
 * that makes the next number, which only one process can; the highest is never removed, so a number never comes back.
 *
 * @param dir an existing folder that this process can write in
 * @returns the lock, or the process that has it
 */
export async function lockFolder(dir: string): Promise<FolderLock> {
  const draft = join(dir, `in-use.draft-${process.pid}-${Date.now()}`)
  await writeFile(draft, JSON.stringify(await thisProcess()), { mode: 0o644 })
  try {
    for (;;) {
      const highest = await highestNumber(dir)
      const owner = highest === 0 ? undefined : await ownerIn(join(dir, `in-use.${highest}`))
      if (owner && (await isRunning(owner))) return { held: false, pid: owner.pid }
      const mine = highest + 1
      if (!(await linkedFirst(draft, join(dir, `in-use.${mine}`)))) continue
      if ((await highestNumber(dir)) !== mine) {
        await rm(join(dir, `in-use.${mine}`), { force: true })
        continue
      }
      await removeBelow(dir, mine)
      return { held: true, release: () => giveBack(dir, mine) }
    }
  } finally {
    await rm(draft, { force: true })
  }
}

/** Whether a process has this number now. */
export async function isAlive(pid: number): Promise<boolean> {
  return (await birthOf(pid)) !== undefined
}

async function giveBack(dir: string, number: number): Promise<void> {
  const free = join(dir, `in-use.draft-free-${process.pid}-${Date.now()}`)
  await writeFile(free, '')
  await rename(free, join(dir, `in-use.${number}`))
}

async function linkedFirst(draft: string, name: string): Promise<boolean> {
  try {
    await link(draft, name)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function highestNumber(dir: string): Promise<number> {
  return Math.max(0, ...(await numbersIn(dir)))
}

async function numbersIn(dir: string): Promise<number[]> {
  return (await readdir(dir)).flatMap(name => NAME.exec(name)?.[1] ?? []).map(Number)
}

async function removeBelow(dir: string, number: number): Promise<void> {
  const older = (await numbersIn(dir)).filter(each => each < number)
  await Promise.all(older.map(each => rm(join(dir, `in-use.${each}`), { force: true })))
}

async function ownerIn(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner
  } catch {
    return undefined
  }
}

async function isRunning(owner: Owner): Promise<boolean> {
  const born = await birthOf(owner.pid)
  return born !== undefined && (born === owner.born || born === UNKNOWN)
}

async function thisProcess(): Promise<Owner> {
  return { pid: process.pid, born: (await birthOf(process.pid)) ?? UNKNOWN }
}

const UNKNOWN = 'unknown'

/** When a process was started, in whatever words the system has for it; undefined when there is no such process. */
async function birthOf(pid: number): Promise<string | undefined> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined
  }
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : `${boot.trim()} ${fields[19]}`
  } catch {
    return run('ps', ['-o', 'lstart=', '-p', String(pid)]).then(
      ({ stdout }) => stdout.trim() || UNKNOWN,
      () => UNKNOWN,
    )
  }
}
