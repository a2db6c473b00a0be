/**
 * Commands: what the session rules and the server decides. The id is made by the client, so a repeat is harmless.
 * Adding one: its shape here and one handler in the server.
 */
import * as z from 'zod/mini'
import { Id } from './ids.ts'
import { InviteRole, Role } from './session.ts'

const command = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ id: Id, type: z.literal(type), ...shape })

export const Command = z
  .discriminatedUnion('type', [
    command('session.close', {}),
    command('session.reopen', {}),
    command('member.role', { personId: Id, role: Role }),
    command('member.remove', { personId: Id }),
    command('invite.renew', { role: InviteRole }),
  ])
  .register(z.globalRegistry, { id: 'Command' })
export type Command = z.infer<typeof Command>
export type CommandType = Command['type']

/** The acknowledgement of a command, on HTTP (when it succeeds) and on the live channel. */
export const CommandAnswer = z
  .strictObject({ ok: z.literal(true), result: z.unknown() })
  .register(z.globalRegistry, { id: 'CommandAnswer' })
export type CommandAnswer = z.infer<typeof CommandAnswer>
