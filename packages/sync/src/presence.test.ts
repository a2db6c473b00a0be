/** Who is here, as the others see it: stamped by the server, bounded, gone when the connection is. */
import { LIMITS } from '@lectern/model'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import { type Client, member, quiet, SUMMARY, World } from './testing/world.ts'

const seen = (by: Client, who: Client) => by.awareness!.getStates().get(who.doc.clientID)
const hello = (client: number, clock: number, json: string) =>
  encoding.encode((frame) => {
    encoding.writeVarUint(frame, 1)
    encoding.writeVarUint8Array(
      frame,
      encoding.encode((update) => {
        encoding.writeVarUint(update, 1)
        encoding.writeVarUint(update, client)
        encoding.writeVarUint(update, clock)
        encoding.writeVarString(update, json)
      }),
    )
  })

async function two() {
  const world = new World()
  const [ann, bo] = [world.join(SUMMARY, member('ann', { role: 'host' })), world.join(SUMMARY, 'bo')]
  await quiet()
  return { world, ann, bo }
}

test('S12 others see known fields only, under the name the server knows', async () => {
  const { ann, bo, world } = await two()
  ann.awareness!.setLocalState({
    cursor: { anchor: 1, head: 2 },
    reading: { textId: 't1', paragraph: 4 },
    selection: null,
    user: { id: 'bo', name: 'Teacher', role: 'host', color: 'red' },
    role: 'host',
    ['__proto__']: { admin: true },
  })
  await quiet()
  const state = {
    cursor: { anchor: 1, head: 2 },
    reading: { textId: 't1', paragraph: 4 },
    selection: null,
    user: { id: 'ann', name: 'ANN', color: '#123456', role: 'host' },
  }
  expect(seen(bo, ann)).toEqual(state)
  const late = world.join(SUMMARY, 'cy')
  await quiet()
  expect(seen(late, ann)).toEqual(state)
  expect(seen(late, bo)).toMatchObject({ user: { id: 'bo' } })
  // Its own state is not touched by the echo.
  expect(ann.awareness!.getLocalState()).toMatchObject({ role: 'host' })
})

test('S12 whoever speaks hears something back, so that a stock client does not take the line for dead', async () => {
  const { ann, world } = await two()
  const alone = world.join({ ...SUMMARY, sessionId: 's2' }, 'cy')
  await quiet()
  for (const client of [ann, alone]) {
    const before = client.received.length
    client.awareness!.setLocalState(client.awareness!.getLocalState())
    await quiet()
    expect(client.received.slice(before)).toContain('awareness')
  }
})

test('S12 a presence ends with its connection, and comes back with it at once', async () => {
  const { world, ann, bo } = await two()
  ann.awareness!.setLocalStateField('cursor', 1)
  await quiet()
  ann.disconnect()
  await quiet()
  expect(seen(bo, ann)).toBeUndefined()
  ann.connect(world.rooms, SUMMARY)
  await quiet()
  expect(seen(bo, ann)).toMatchObject({ cursor: 1 })
  // The new connection comes before the old one is known to be dead.
  const old = world.join(SUMMARY, 'cy', { mute: true })
  const again = world.join(SUMMARY, 'cy', { mute: true })
  await quiet()
  old.transmit(hello(99, 5, '{"cursor":1}'))
  await quiet()
  again.transmit(hello(99, 5, '{"cursor":2}'))
  await quiet()
  old.disconnect()
  await quiet()
  expect(bo.awareness!.getStates().get(99)).toMatchObject({ cursor: 2 })
  again.transmit(hello(99, 6, 'null'))
  await quiet()
  expect(bo.awareness!.getStates().get(99)).toBeUndefined()
})

test('S12 nobody speaks for another, removes another or appears twice', async () => {
  const { world, ann, bo } = await two()
  ann.awareness!.setLocalStateField('cursor', 'mine')
  await quiet()
  const mallory = world.join(SUMMARY, 'mal', { mute: true })
  await quiet()
  const id = ann.doc.clientID
  mallory.transmit(hello(id, 2 ** 50, '{"cursor":"forged"}'))
  mallory.transmit(hello(id, 2 ** 50, 'null'))
  mallory.transmit(hello(71, 1, '{}'))
  mallory.transmit(hello(72, 1, '{}'))
  mallory.transmit(hello(id, 2 ** 50, '{"cursor":"forged"}'))
  await quiet()
  expect(seen(bo, ann)).toMatchObject({ cursor: 'mine', user: { id: 'ann' } })
  expect(new Set(bo.awareness!.getStates().keys())).toEqual(new Set([id, bo.doc.clientID, 71]))
  ann.awareness!.setLocalStateField('cursor', 'moved')
  await quiet()
  expect(seen(bo, ann)).toMatchObject({ cursor: 'moved' })
  expect([mallory.closed, ann.closed]).toEqual([undefined, undefined])
})

test('S12 a presence that is too large or too old is not passed on', async () => {
  const { ann, bo } = await two()
  ann.awareness!.setLocalStateField('cursor', 'small')
  await quiet()
  ann.awareness!.setLocalStateField('cursor', 'x'.repeat(LIMITS.awarenessBytes))
  await quiet()
  expect(seen(bo, ann)).toMatchObject({ cursor: 'small' })
  ann.transmit(hello(ann.doc.clientID, 0, '{"cursor":"old"}'))
  await quiet()
  expect(seen(bo, ann)).toMatchObject({ cursor: 'small' })
})

test('S12 a new role or name is shown at once', async () => {
  const { world, ann, bo } = await two()
  world.rooms.setMember('s1', 'ann', { ...ann.member, role: 'observer', name: 'Anna' })
  await quiet()
  expect(seen(bo, ann)).toMatchObject({ user: { id: 'ann', name: 'Anna', role: 'observer' } })
})
