/** What a role means for the one who has just got it, in a sentence that is both said and shown. */
import type { Role } from '@lectern/model'
import { m } from '../messages/messages.js'

export function roleSentence(role: Role): string {
  if (role === 'observer') return m.save_now_observer()
  return role === 'host' ? m.save_now_host() : m.save_now_participant()
}
