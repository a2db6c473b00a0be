/** What somebody did that is for me, as a sentence. */
import * as m from '../messages/messages.js'
import type { Item } from './inbox.ts'
import { usePeople } from './people.ts'

const SENTENCES = { mention: m.inbox_mention, reply: m.inbox_reply, thread: m.inbox_thread }

/** "Maria answered you" */
export function useSentence(): (item: Item) => string {
  const person = usePeople()
  return ({ reason, personId }) => SENTENCES[reason]({ name: person(personId).name })
}
