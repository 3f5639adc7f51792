import { z } from 'zod'

/** Longer than any that can be right; a password is not measured in public. */
const text = z.string('empty').max(400, 'too-long')

export const signInForm = z.object({
  email: text.trim().min(1, 'empty'),
  password: text.min(1, 'empty'),
})

export const codeForm = z.object({
  code: z
    .string('empty')
    .transform(code => code.replace(/\s/g, ''))
    .pipe(
      z
        .string()
        .min(1, 'empty')
        .regex(/^\d{6}$/, 'not-six'),
    ),
})
