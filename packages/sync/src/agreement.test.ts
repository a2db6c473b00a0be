/** What nobody thought of is found by comparing what is seen. */
import { contentHash } from '@lectern/docs'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ANNOTATIONS, note, quiet, SUMMARY, World, writeParagraph } from './testing/world.ts'

const check = (doc: Y.Doc, hash: number) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 6)
    encoding.writeVarUint8Array(encoder, Y.encodeStateVector(doc))
    encoding.writeVarUint(encoder, hash)
  })

test('S14 a client that sees something else is told, when nothing is under way, and the operator too', async () => {
  let clock = 0
  const world = new World({ clock: () => clock })
  const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
  const plain = world.join(SUMMARY, 'cy', { acks: false })
  await quiet()
  writeParagraph(ann.doc, 'hello')
  await quiet()
  const right = contentHash(bo.doc, 'summary')
  bo.transmit(check(bo.doc, right + 1))
  await quiet()
  expect(bo.diverged, 'something may still be under way').toBe(0)
  clock = 6_000
  for (const client of [ann, bo, plain]) client.transmit(check(bo.doc, right))
  bo.transmit(check(new Y.Doc(), right + 1))
  plain.transmit(check(bo.doc, right + 1))
  await quiet()
  expect([ann.diverged, bo.diverged, plain.diverged, world.errors]).toEqual([0, 0, 0, []])
  bo.transmit(check(bo.doc, right + 1))
  await quiet()
  expect([ann.diverged, bo.diverged, world.errors.length]).toEqual([0, 1, 1])
  expect([bo.closed, plain.closed]).toEqual([undefined, undefined])
  writeParagraph(ann.doc, 'more')
  await quiet()
  clock = 20_000
  bo.transmit(check(bo.doc, contentHash(bo.doc, 'summary')))
  await quiet()
  expect(bo.diverged).toBe(1)
})

test('S14 the hash is that of what is seen, however it came about', async () => {
  const world = new World()
  const [ann, bo] = [world.join(ANNOTATIONS, 'ann'), world.join(ANNOTATIONS, 'bo')]
  await quiet()
  ann.doc.getMap('annotations').set('ann/1', note('one'))
  bo.doc.getMap('annotations').set('bo/1', note('two'))
  await quiet()
  expect(contentHash(ann.doc, 'annotations')).toBe(contentHash(bo.doc, 'annotations'))
  expect(contentHash(ann.doc, 'annotations')).not.toBe(contentHash(new Y.Doc(), 'annotations'))
  const before = contentHash(ann.doc, 'annotations')
  bo.doc.getMap('annotations').set('bo/1', note('three'))
  await quiet()
  expect(contentHash(ann.doc, 'annotations')).not.toBe(before)
  expect(contentHash(ann.doc, 'annotations')).toBe(contentHash(bo.doc, 'annotations'))
})
