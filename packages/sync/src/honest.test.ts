/** What honest people do passes the gate, whatever the order and however long they were away. */
import { summaryJson, summarySchema } from '@lectern/docs'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  ANNOTATIONS,
  type Client,
  contentOf,
  member,
  note,
  quiet,
  random,
  SUMMARY,
  World,
  writeParagraph,
} from './testing/world.ts'

const at = '2026-11-22T10:00:00.000Z'
const ROOTS = ['annotations', 'replies', 'reactions', 'status', 'moderation'] as const

/** Everybody is connected, nothing was refused, everything is acknowledged, and all hold the same as the server. */
async function expectUnity(world: World, document: typeof SUMMARY, clients: Client[]) {
  await quiet()
  const content = await world.content(document)
  for (const client of clients) {
    expect([client.closed, client.refused]).toEqual([undefined, []])
    expect(client.saved).toBe(client.sent)
    expect(contentOf(client.doc, document)).toBe(content)
  }
  expect(await world.restarted().content(document)).toBe(content)
  expect(world.errors).toEqual([])
  return content
}

test('S6 undo and redo of an edit and of a delete pass', async () => {
  const world = new World()
  const ann = world.join(ANNOTATIONS, 'ann')
  await quiet()
  const map = ann.doc.getMap('annotations')
  const undo = new Y.UndoManager(
    ROOTS.map((root) => ann.doc.getMap(root)),
    { captureTimeout: 0 },
  )
  map.set('ann/1', note('one'))
  map.set('ann/1', note('two'))
  undo.undo()
  expect(await expectUnity(world, ANNOTATIONS, [ann])).toContain('one')
  undo.redo()
  expect(await expectUnity(world, ANNOTATIONS, [ann])).toContain('two')
  map.delete('ann/1')
  expect(await expectUnity(world, ANNOTATIONS, [ann])).not.toContain('two')
  undo.undo()
  expect(await expectUnity(world, ANNOTATIONS, [ann])).toContain('two')
  undo.redo()
  undo.undo()
  undo.undo()
  expect(await expectUnity(world, ANNOTATIONS, [ann])).toContain('one')
})

test('S6 the offline edits of two people both arrive, and of two devices the later one wins whole', async () => {
  const world = new World()
  const [ann, bo, phone] = [
    world.join(ANNOTATIONS, 'ann'),
    world.join(ANNOTATIONS, 'bo'),
    world.join(ANNOTATIONS, 'ann'),
  ]
  await quiet()
  ann.doc.getMap('annotations').set('ann/1', note('start'))
  await quiet()
  for (const client of [ann, bo, phone]) client.disconnect()
  ann.doc.getMap('annotations').set('ann/1', note('laptop'))
  phone.doc.getMap('annotations').set('ann/1', note('phone'))
  bo.doc.getMap('replies').set('bo/ann/1/r', { body: note('a reply').body, created: at, modified: at })
  bo.doc.getMap('reactions').set('bo/ann/1/👍', true)
  bo.doc.getMap('status').set('ann/1', { resolved: true, by: 'bo', at })
  for (const client of [bo, phone, ann]) client.connect(world.rooms, ANNOTATIONS)
  const content = await expectUnity(world, ANNOTATIONS, [ann, bo, phone])
  expect(content).toContain('a reply')
  expect(content).toContain('"resolved":true')
  expect(content.includes('laptop') !== content.includes('phone')).toBe(true)
})

test('S6 a page that was closed with unsent edits brings them under its old client ids', async () => {
  const world = new World()
  const ann = world.join(SUMMARY, 'ann')
  await quiet()
  writeParagraph(ann.doc, 'sent')
  await quiet()
  ann.disconnect()
  writeParagraph(ann.doc, 'unsent')
  let kept = Y.encodeStateAsUpdate(ann.doc)
  for (let visit = 0; visit < 3; visit++) {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, kept)
    writeParagraph(doc, `visit ${visit}`)
    kept = Y.encodeStateAsUpdate(doc)
  }
  const doc = new Y.Doc()
  Y.applyUpdate(doc, kept)
  const again = world.join(SUMMARY, 'ann', { doc })
  expect(await expectUnity(world, SUMMARY, [again])).toMatch(/sent.*unsent.*visit 0.*visit 1.*visit 2/)
})

test('S6 every node and mark of the schema is accepted as the editor writes it', async () => {
  const world = new World()
  const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
  await quiet()
  const schema = summarySchema()
  type Node = ReturnType<typeof schema.node>
  /** As y-tiptap does: an element per node with its attributes that are not null, a text per run of text nodes. */
  const toY = (node: Node): Y.XmlElement => {
    const element = new Y.XmlElement(node.type.name)
    for (const [key, value] of Object.entries(node.attrs)) {
      if (value !== null) element.setAttribute(key, value as string)
    }
    const children: (Y.XmlElement | Y.XmlText)[] = []
    let run: { insert: string; attributes: object }[] | undefined
    node.forEach((child) => {
      if (!child.isText) {
        run = undefined
        children.push(toY(child))
        return
      }
      const attributes = Object.fromEntries(child.marks.map((mark) => [mark.type.name, mark.attrs]))
      const piece = { insert: child.text!, attributes }
      if (run) run.push(piece)
      else {
        const text = new Y.XmlText()
        text.applyDelta((run = [piece]))
        children.push(text)
      }
    })
    element.insert(0, children)
    return element
  }
  const link = { href: 'https://example.org/a?b=c', class: null, title: null }
  const words = (text: string, ...marks: string[]) => ({
    type: 'text',
    text,
    marks: marks.map((type) => (type === 'link' ? { type, attrs: link } : { type })),
  })
  const citation = {
    type: 'citation',
    attrs: {
      textId: 't1',
      start: 3,
      end: 9,
      exact: 'x'.repeat(5_000),
      prefix: 'p',
      suffix: 's',
      label: 'Speech ¶5',
    },
  }
  const paragraph = {
    type: 'paragraph',
    content: [
      words('plain '),
      words('bold', 'bold'),
      words('all', 'link', 'bold', 'italic', 'strike'),
      { type: 'hardBreak' },
      citation,
      words('后'),
    ],
  }
  const json = {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 3 }, content: [words('Heading', 'italic')] },
      paragraph,
      { type: 'paragraph' },
      { type: 'blockquote', content: [paragraph, { type: 'horizontalRule' }] },
      {
        type: 'bulletList',
        content: [
          {
            type: 'listItem',
            content: [
              paragraph,
              {
                type: 'orderedList',
                attrs: { start: 4, type: 'a' },
                content: [{ type: 'listItem', content: [paragraph] }],
              },
            ],
          },
        ],
      },
      {
        type: 'taskList',
        content: [
          {
            type: 'taskItem',
            attrs: { checked: true },
            content: [paragraph, { type: 'taskList', content: [{ type: 'taskItem', content: [paragraph] }] }],
          },
        ],
      },
    ],
  }
  const node = schema.nodeFromJSON(json)
  node.check()
  const used = new Set<string>()
  node.descendants((child) => void used.add(child.type.name))
  expect(used).toEqual(new Set(Object.keys(schema.nodes).filter((name) => name !== 'doc')))
  ann.doc.transact(() => {
    const root = ann.doc.getXmlFragment('summary')
    node.forEach((child) => root.insert(root.length, [toY(child)]))
  })
  await expectUnity(world, SUMMARY, [ann, bo])
  expect(schema.nodeFromJSON(summaryJson(bo.doc)).toJSON()).toEqual(node.toJSON())

  // And what an editor does to it then.
  const heading = bo.doc.getXmlFragment('summary').get(0) as Y.XmlElement
  heading.setAttribute('level', 1 as never)
  const text = heading.get(0) as Y.XmlText
  text.format(0, 4, { bold: {}, italic: null })
  text.format(2, 3, {
    link: { href: 'mailto:a@example.org', target: '_blank', rel: 'noopener', class: null, title: null },
  })
  text.format(0, 7, { link: null })
  const tasks = bo.doc.getXmlFragment('summary').get(5) as Y.XmlElement
  ;(tasks.get(0) as Y.XmlElement).setAttribute('checked', false as never)
  bo.doc.getXmlFragment('summary').delete(3, 2)
  await expectUnity(world, SUMMARY, [ann, bo])
})

describe('S6 random honest editing of four people converges', () => {
  const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

  test.each(SEEDS)('in the summary, seed %i', async (seed) => {
    const { chance, below, pick } = random(seed)
    const world = new World()
    const people = ['ann', 'bo', 'cy', 'ann'].map((person) => {
      const doc = new Y.Doc()
      doc.clientID = 1 + below(2 ** 31)
      const client = world.join(SUMMARY, person, { doc })
      const undo = new Y.UndoManager(doc.getXmlFragment('summary'), { captureTimeout: 0 })
      return { client, doc, undo }
    })
    let words = 0
    const edit = ({ doc, undo }: (typeof people)[number]) => {
      const root = doc.getXmlFragment('summary')
      const block = root.length > 0 ? (root.get(below(root.length)) as Y.XmlElement) : undefined
      const text = block?.get(0)
      const act = below(11)
      if (!(text instanceof Y.XmlText) || act < 2) {
        const made = new Y.XmlText()
        made.insert(0, `w${words++} `)
        const element = new Y.XmlElement(pick(['paragraph', 'heading']))
        if (element.nodeName === 'heading') element.setAttribute('level', 2 as never)
        element.insert(0, [made])
        root.insert(below(root.length + 1), [element])
      } else if (act < 6)
        text.insert(below(text.length + 1), `x${words++}`, chance(0.2) ? { bold: {} } : undefined)
      else if (act === 6 && text.length > 2) text.delete(below(text.length - 1), 1)
      else if (act === 7 && text.length > 2) {
        text.format(below(text.length - 1), 1, chance(0.5) ? { italic: {} } : { italic: null })
      } else if (act === 8 && chance(0.3)) root.delete(below(root.length), 1)
      else if (act === 9) undo.undo()
      else undo.redo()
    }
    for (let step = 0; step < 150; step++) {
      const person = pick(people)
      if (chance(0.1)) {
        if (person.client.online) person.client.disconnect()
        else person.client.connect(world.rooms, SUMMARY)
      }
      edit(person)
      if (chance(0.3)) await quiet()
    }
    for (const { client } of people) if (!client.online) client.connect(world.rooms, SUMMARY)
    await expectUnity(
      world,
      SUMMARY,
      people.map(({ client }) => client),
    )
  })

  test.each(SEEDS)('in the annotations, seed %i', async (seed) => {
    const { chance, below, pick } = random(seed)
    const world = new World()
    const people = [member('hana', { role: 'host' }), member('ann'), member('bo'), member('ann')].map(
      (who) => {
        const doc = new Y.Doc()
        doc.clientID = 1 + below(2 ** 31)
        const client = world.join(ANNOTATIONS, who, { doc })
        // Another's status or hiding is not brought back under one's own name: only what is one's own is undone.
        const undo = new Y.UndoManager(
          (['annotations', 'replies', 'reactions'] as const).map((root) => doc.getMap(root)),
          { captureTimeout: 0 },
        )
        return { client, doc, undo, id: who.personId, host: who.role === 'host' }
      },
    )
    let words = 0
    const edit = ({ doc, undo, id, host }: (typeof people)[number]) => {
      if (chance(0.1)) undo.undo()
      if (chance(0.1)) undo.redo()
      const root = pick(host ? ROOTS : ROOTS.slice(0, 4))
      const notes = [...doc.getMap('annotations').keys()]
      const about = notes.length > 0 ? pick(notes) : `${id}/a1`
      const key =
        {
          annotations: `${id}/a${below(5)}`,
          replies: `${id}/${about}/r${below(3)}`,
          reactions: `${id}/${about}/👍`,
        }[root as string] ?? about
      const value = {
        annotations: note(`n${words++}`),
        replies: { body: note(`r${words++}`).body, created: at, modified: at },
        reactions: true,
        status: { resolved: chance(0.5), by: id, at },
        moderation: { hidden: chance(0.5), by: id, at },
      }[root]
      if (chance(0.25)) doc.getMap(root).delete(key)
      else doc.getMap(root).set(key, value)
    }
    for (let step = 0; step < 200; step++) {
      const person = pick(people)
      if (chance(0.1)) {
        if (person.client.online) person.client.disconnect()
        else person.client.connect(world.rooms, ANNOTATIONS)
      }
      person.doc.transact(() => edit(person))
      if (chance(0.3)) await quiet()
    }
    for (const { client } of people) if (!client.online) client.connect(world.rooms, ANNOTATIONS)
    await expectUnity(
      world,
      ANNOTATIONS,
      people.map(({ client }) => client),
    )
  })
})
