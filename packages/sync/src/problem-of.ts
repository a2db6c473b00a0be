/** What somebody who writes through the server is told of a refusal. */
import { Problem } from '@lectern/model'
import type { Refused } from './admit.ts'
import type { PeerMember } from './peer.ts'

export function problemOf(refused: Refused, member: PeerMember): Problem {
  if (refused.kind === 'too-large') return new Problem('too-large', refused.message)
  if (refused.kind !== 'not-allowed') return new Problem('bad-request', refused.message)
  return new Problem(member.status === 'closed' ? 'session-closed' : 'forbidden', refused.message)
}
