/** Whether a value is one of several, as in the policy's "topic a or b". */
export function among<T extends string | number>(value: T | null, ...values: readonly NoInfer<T>[]): boolean {
  return value !== null && values.includes(value)
}
