/**
 * Says where others change the summary, for those who asked for it. Who wrote stands in the changes themselves; of what was only
 * taken away nobody is named.
 */
import { useEffect } from 'react'
import * as Y from 'yjs'
import { usePeople } from '../comments/people.ts'
import * as m from '../messages/messages.js'
import { shortly } from '../reader/aloud.ts'
import { type Channel, useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'
import { useListening } from './choice.ts'

/** Somebody who types is said once in so long, ms. */
const BATCH_MS = 5_000

function wordsOf(node: unknown): string {
  if (node instanceof Y.XmlText)
    return (node.toDelta() as { insert: unknown }[])
      .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
      .join('')
  return node instanceof Y.XmlElement ? node.toArray().map(wordsOf).join(' ') : ''
}

/** The block of the summary that holds it; null for the summary as a whole. */
function blockOf(target: Y.AbstractType<unknown>, root: Y.XmlFragment): Y.AbstractType<unknown> | null {
  let node = target
  while (node !== root && node.parent && node.parent !== root) node = node.parent as typeof node
  return node === root ? null : node
}

/** @returns the person ids of those who added something */
function authorsOf({ awareness }: Channel, event: Y.YEvent<Y.AbstractType<unknown>>): string[] {
  return [...event.changes.added].flatMap(({ id }) => {
    const user = awareness.getStates().get(id.client)?.['user'] as { id?: unknown } | undefined
    return typeof user?.id === 'string' ? [user.id] : []
  })
}

export function SummaryChanges(): null {
  const { channels } = useWorkspace()
  const wanted = useListening(({ summary }) => summary)
  const person = usePeople()
  const channel = channels?.summary
  useEffect(() => {
    if (!channel || !wanted) return undefined
    const root = channel.doc.getXmlFragment('summary')
    let timer: ReturnType<typeof setTimeout> | undefined
    const blocks = new Set<Y.AbstractType<unknown>>()
    const authors = new Set<string>()
    const say = () => {
      timer = undefined
      const { news, personId } = useListening.getState()
      const names = [...authors].map((id) => person(id).name)
      const words = [...blocks].map(wordsOf).find((one) => one.trim() !== '') ?? ''
      const skip = news === 'person' && !(personId !== undefined && authors.has(personId))
      blocks.clear()
      authors.clear()
      if (skip) return
      const name =
        new Intl.ListFormat(document.documentElement.lang).format(names.slice(0, 3)) || m.comments_someone()
      announce(
        words ? m.listening_summary({ name, words: shortly(words) }) : m.listening_summary_plain({ name }),
      )
    }
    const onChange = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
      // What comes with the first sync was there before.
      if (transaction.local || !channel.state.get().synced) return
      for (const event of events) {
        const block = blockOf(event.target, root)
        const added = [...event.changes.added].flatMap(({ content }) =>
          content instanceof Y.ContentType ? [content.type] : [],
        )
        for (const one of block ? [block] : added) blocks.add(one)
        for (const author of authorsOf(channel, event)) authors.add(author)
      }
      timer ??= setTimeout(say, BATCH_MS)
    }
    root.observeDeep(onChange)
    return () => {
      clearTimeout(timer)
      root.unobserveDeep(onChange)
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- names are looked up when they are said
  }, [channel, wanted])
  return null
}
