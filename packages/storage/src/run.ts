/**
 * The seam between the queries and a database: a call is a list of compiled queries that take effect together.
 * A backend is whatever offers this; the queries above it are the same for all.
 */
import type { CompiledQuery } from 'kysely'

export type Row = Record<string, unknown>

/**
 * Runs the queries in order as one unit and resolves with the rows of each, once what they wrote is durable.
 * Calls take effect in the order they were made.
 * @throws StorageConflict when a uniqueness promise would be broken, Error otherwise; then nothing of the call is kept.
 */
export type Run = (queries: readonly CompiledQuery[]) => Promise<Row[][]>
