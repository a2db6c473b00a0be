/** A text of 260,000 single edits: bursts of typing and deleting, most of them at the end. The same every time. */
import * as Y from 'yjs'
import { random } from './measure.ts'

const EDITS = 260_000

export function longDocument(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 100
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  paragraph.insert(0, [text])
  doc.getXmlFragment('summary').insert(0, [paragraph])
  const next = random(4)
  let [position, length, left, deleting] = [0, 0, 0, false]
  for (let i = 0; i < EDITS; i++) {
    if (left-- <= 0) {
      deleting = !deleting && position > 40
      if (!deleting) position = next() < 0.7 ? length : Math.floor(next() * (length + 1))
      left = deleting ? Math.floor(next() * 40) : 20 + Math.floor(next() * 60)
    }
    if (deleting && position > 0) {
      text.delete(--position, 1)
      length--
    } else {
      text.insert(position++, 'etaoin shrdlu'[Math.floor(next() * 13)]!)
      length++
    }
  }
  return Y.encodeStateAsUpdate(doc)
}
