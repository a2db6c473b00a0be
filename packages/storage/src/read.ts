/** Stored JSON back into the model's shapes. */

/** `null` for what is not JSON, so that the schema refuses it with a name. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

type Schema<T> = { safeParse(value: unknown): { success: boolean; data?: T; error?: { message: string } } }

/** @param what how the value is called in the message, e.g. "session abc" */
export function read<T>(schema: Schema<T>, value: unknown, what: string): T {
  const { success, data, error } = schema.safeParse(value)
  if (!success) throw new Error(`The stored ${what} is damaged: ${error?.message}`)
  return data as T
}
