/** What goes between the server and the process that reads a file for it. */
import { FileReading, LIMITS, PROBLEMS, type ProblemCode, Text } from '@lectern/model'
import type { ReadOptions, SourceFile } from '@lectern/formats'
import * as z from 'zod/mini'

export type Asked = { file: SourceFile; options: Omit<ReadOptions, 'onProgress'> & { fields?: object } }

export const Answered = z.union([
  z.strictObject({ progress: z.number().check(z.gte(0), z.lte(1)) }),
  z.strictObject({ text: Text, reading: FileReading }),
  z.strictObject({
    problem: z.strictObject({
      code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
      message: z.string().check(z.maxLength(LIMITS.reason)),
      extra: z.object({ limit: z.optional(z.number()) }),
    }),
  }),
])
export type Answered = z.infer<typeof Answered>
