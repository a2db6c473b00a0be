/** What comes back for a command. Apart from the commands, which a page that only sends them need not know whole. */
import * as z from 'zod/mini'

/** The acknowledgement of a command, on HTTP (when it succeeds) and on the live channel. */
export const CommandAnswer = z
  .strictObject({ ok: z.literal(true), result: z.unknown() })
  .register(z.globalRegistry, { id: 'CommandAnswer' })
export type CommandAnswer = z.infer<typeof CommandAnswer>
