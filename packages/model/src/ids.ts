/** Identifiers and other small strings that several shapes share. */
import * as z from 'zod/mini'
import { LIMITS } from './limits.ts'

/** Ids are made of `[A-Za-z0-9_-]`, 1–64 characters, so they can be joined with `/` into document keys. */
export const Id = z.string().check(z.regex(/^[\w-]{1,64}$/, 'must be 1–64 letters, digits, "_" or "-"'))

/** Key of an annotation, `<person>/<annotation>`. */
export const ANNOTATION_KEY = /^[\w-]{1,64}\/[\w-]{1,64}$/

/** ISO 8601 date-time in UTC, e.g. 2026-11-22T10:00:00.000Z (W3C Web Annotation uses xsd:dateTime). */
export const Timestamp = z.iso.datetime()

/** Calendar date, e.g. 2023-02-21. */
export const DateOnly = z.iso.date()

/** Control characters, bidirectional overrides, zero-width and other invisible characters. */
// oxlint-disable-next-line no-control-regex -- refusing control characters is the point
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u

/** One visible line of text, trimmed and in NFC. */
export const line = (max: number) =>
  z.pipe(
    z.pipe(
      z.string().check(z.maxLength(max * 4)),
      z.transform((value: string) => value.normalize('NFC').trim()),
    ),
    z.string().check(
      z.minLength(1, 'must not be empty'),
      z.maxLength(max, `must be at most ${max} characters`),
      z.refine((value) => !INVISIBLE.test(value), 'must not contain invisible characters'),
    ),
  )

export const Name = line(LIMITS.name)
export const Title = line(LIMITS.title)

/** Several lines of text; may be empty. */
export const prose = (max: number) => z.string().check(z.maxLength(max, `must be at most ${max} characters`))
