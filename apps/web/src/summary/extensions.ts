/** Everything the editor is made of: the shared schema, the shared document, and what only a page needs. */
import { SUMMARY_ROOT, summaryExtensions } from '@lectern/docs'
import type { Me } from '@lectern/model'
import type { Extensions } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import type { Node } from '@tiptap/pm/model'
import { m } from '../messages/messages.js'
import type { Channel, Store } from '../session/workspace.ts'
import { carets } from './carets.ts'
import { citationWithView, type Shelf } from './citation-view.ts'
import { OwnWords } from './own-words.ts'

export function editorExtensions(channel: Channel, me: Me, shelf: Store<Shelf>): Extensions {
  const shared = summaryExtensions(citationWithView(shelf)).map((extension) =>
    extension.name === 'taskItem'
      ? extension.configure({ nested: true, a11y: { checkboxLabel } })
      : extension,
  )
  const list: Extensions = [
    ...shared,
    Collaboration.configure({ fragment: channel.doc.getXmlFragment(SUMMARY_ROOT) }),
    carets(channel.awareness, { name: me.name, color: me.color }),
    OwnWords,
  ]
  return list
}

const checkboxLabel = (task: Node): string => {
  const words = task.firstChild?.textContent
  return words ? m.summary_task({ words }) : m.summary_task_empty()
}
