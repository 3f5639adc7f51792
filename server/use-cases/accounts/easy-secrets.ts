import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

const estimate = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })

/** What is longer takes long to look at, and is not easy. */
const lettersLookedAt = 64

/** Somebody who may try five times in a quarter of an hour never gets there. */
const guessesForPassword = 1e8
/** Of a million PINs about one in six is easier: the common ones, dates, runs and repeats. */
const guessesForPin = 3e4

/**
 * Whether a password is one that others try first: a common one, one with a common one in it, a run, a repeat, a pattern
 * of keys or a date.
 *
 * @param own what others know of its owner
 */
export function isEasyPassword(password: string, own: readonly string[]): boolean {
  return estimate.check(password.slice(0, lettersLookedAt), [...own]).guesses < guessesForPassword
}

/** Whether a PIN is one that a cellmate would try first: a common one, a run, a repeat or a date, their birthday too. */
export function isEasyPin(pin: string, dateOfBirth: string | null): boolean {
  const [year, month, day] = (dateOfBirth ?? '').split('-')
  const birthdays = year
    ? [`${day}${month}${year.slice(2)}`, `${month}${day}${year.slice(2)}`, `${year.slice(2)}${month}${day}`]
    : []
  return birthdays.includes(pin) || estimate.check(pin).guesses < guessesForPin
}
