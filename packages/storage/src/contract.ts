/**
 * What every storage backend promises, as tests that are registered for one backend. The numbers are those of
 * `SPEC.md`. Not part of the package's door.
 */
import { type Member, NO_MINUTES, type Session, type Text } from '@lectern/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LogRow, type Storage, StorageConflict } from './storage.ts'

export type Backend = {
  open(): Promise<Storage>
  /** Removes what `open` made. */
  clean?(): Promise<void>
}

const session = (id: string, updatedAt = '2026-11-22T10:00:00.000Z'): Session => ({
  id,
  title: 'Reading circle',
  theme: '',
  purpose: '“Quotes”, 中文, \u0001 and a\nline',
  status: 'open',
  locked: [],
  revisions: [],
  agenda: [],
  textIds: ['t1', 't2'],
  createdAt: '2026-11-22T10:00:00.000Z',
  updatedAt,
})
const member = (personId: string, name: string, more: Partial<Member> = {}): Member => ({
  personId,
  name,
  color: '#123456',
  role: 'participant',
  joinedAt: '2026-11-22T10:00:00.000Z',
  muted: false,
  removed: false,
  ...more,
})
const text = (id: string): Text => ({
  id,
  title: 'A text',
  kind: 'speech',
  language: 'en',
  canonical: 'One. Two.',
  blocks: [{ kind: 'paragraph', start: 0, end: 9, number: 1 }],
  outline: [],
  exclusions: [],
  splits: [],
  words: 2,
  minutes: 1,
})
const row = (seq: number, ...data: number[]): LogRow => ({
  seq,
  personId: 'ann',
  at: 1_790_000_000_000 + seq,
  data: new Uint8Array(data),
})
const event = (type: string, at: string) => ({ at, type, personId: 'ann', data: { n: [1] } })
const seqs = (rows: LogRow[]) => rows.map(({ seq }) => seq)

export function storageContract(name: string, backend: () => Backend): void {
  describe(name, () => {
    let made: Backend
    let storage: Storage
    beforeEach(async () => {
      made = backend()
      storage = await made.open()
    })
    afterEach(async () => {
      await storage.close()
      await made.clean?.()
    })

    test('S1 an unknown document is empty', async () => {
      expect(await storage.log.load('s/annotations')).toEqual({
        rows: [],
        writers: new Map(),
        damaged: [],
        seq: 0,
      })
    })

    test('S1 rows and writers come back as they were given, in order, each document apart', async () => {
      await storage.log.append('s/a', [row(1, 0, 255), row(2)], [[4_294_967_295, 'ann']])
      await storage.log.append('s/b', [row(1, 7)])
      await storage.log.append('s/a', [row(3, 1)], [[12, 'bo']])
      const loaded = await storage.log.load('s/a')
      expect(loaded.rows).toEqual([row(1, 0, 255), row(2), row(3, 1)])
      expect(loaded.writers).toEqual(
        new Map([
          [4_294_967_295, 'ann'],
          [12, 'bo'],
        ]),
      )
      expect([loaded.seq, loaded.damaged]).toEqual([3, []])
      expect(seqs((await storage.log.load('s/b')).rows)).toEqual([1])
    })

    test('S16 agenda, meeting and minutes of a session come back and go; time spoken adds up', async () => {
      await storage.createSession(session('s'), member('ann', 'Ann'))
      const stage = { id: 'a', kind: 'reading', minutes: 10, speakers: ['Bo'], passages: [] } as const
      const agenda = [{ ...stage, speakers: ['Bo'], passages: [], rules: { gate: true, newFirst: false } }]
      const meeting = {
        startedAt: '2026-11-22T10:00:00.000Z',
        stage: { id: 'a', since: 5, until: 600_005, revealed: false },
        hands: [],
        floor: null,
        round: null,
        spoke: [],
        look: null,
      }
      const at = '2026-11-22T11:00:00.000Z'
      await storage.patchSession('s', { agenda, meeting }, at)
      await storage.putMinutes('s', { ...NO_MINUTES, place: 'Hall' })
      expect(await storage.getSession('s')).toMatchObject({ agenda, meeting })
      expect(await storage.getMinutes('s')).toEqual({ ...NO_MINUTES, place: 'Hall' })
      expect(await storage.getMinutes('other')).toBeUndefined()
      const question = { id: 'q', by: 'ann', at, words: 'Why?', too: ['bo'], state: 'parked' } as const
      expect(await storage.getBoard('s')).toEqual([])
      await storage.putBoard('s', [{ ...question, too: ['bo'] }])
      expect([await storage.getBoard('s'), await storage.getBoard('other')]).toEqual([[question], []])
      const groups = [{ sessionId: 'g', name: 'One', members: ['ann'] }]
      expect(await storage.patchSession('s', { groups }, at)).toMatchObject({ groups })
      const part = { ...session('g'), whole: { sessionId: 's', title: 'Reading circle' } }
      await storage.createSession(part, member('ann', 'Ann'))
      expect(await storage.getSession('g')).toEqual(part)
      await storage.patchSession('s', { meeting: null, groups: null }, at)
      expect(await storage.getSession('s')).toEqual({ ...session('s', at), agenda })
      await Promise.all([1500, 500].map((ms) => storage.addSpoken('s', 'ann', ms)))
      await storage.addSpoken('other', 'ann', 7)
      expect(await storage.listSpoken('s')).toEqual({ ann: 2000 })
    })

    test('S2 a row whose number exists is refused, with everything of its call', async () => {
      await storage.log.append('s/a', [row(1, 1)])
      await expect(storage.log.append('s/a', [row(2, 2), row(1, 9)], [[5, 'ann']])).rejects.toThrow(Error)
      const { rows, writers } = await storage.log.load('s/a')
      expect([rows, writers.size]).toEqual([[row(1, 1)], 0])
    })

    test('S2 a client id bound to one person cannot be bound to another', async () => {
      await storage.log.append('s/a', [], [[5, 'ann']])
      await storage.log.append('s/a', [row(1)], [[5, 'ann']])
      await expect(storage.log.append('s/a', [row(2)], [[5, 'bo']])).rejects.toBeInstanceOf(StorageConflict)
      const { rows, writers } = await storage.log.load('s/a')
      expect([seqs(rows), [...writers]]).toEqual([[1], [[5, 'ann']]])
      await storage.log.append('s/b', [], [[5, 'bo']])
    })

    test('S3 a call that fails does not spoil those made at the same time', async () => {
      await storage.log.append('s/a', [row(1)])
      const results = await Promise.allSettled([
        storage.log.append('s/a', [row(2)]),
        storage.log.append('s/a', [row(1)]),
        storage.log.append('s/a', [row(3)]),
        storage.putPerson({ id: 'ann', name: 'Ann', color: '#123456' }),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
      expect(seqs((await storage.log.load('s/a')).rows)).toEqual([1, 2, 3])
      expect(await storage.getPerson('ann')).toEqual({ id: 'ann', name: 'Ann', color: '#123456' })
    })

    test('S3 calls take effect in the order they were made', async () => {
      const appends = Array.from({ length: 300 }, (_, i) => storage.log.append('s/a', [row(i + 1)]))
      const person = storage.putPerson({ id: 'ann', name: 'Ann', color: '#123456' })
      const renamed = storage.putPerson({ id: 'ann', name: 'Anna', color: '#123456' })
      const seen = storage.getPerson('ann')
      expect((await storage.log.load('s/a')).seq).toBe(300)
      expect(await seen).toMatchObject({ name: 'Anna' })
      await Promise.all([...appends, person, renamed])
    })

    test('S4 the newest snapshot is loaded with the rows after it; rows stay', async () => {
      await storage.log.append('s/a', [row(1), row(2), row(3), row(4)])
      await storage.log.snapshot('s/a', 1, new Uint8Array([1]))
      await storage.log.snapshot('s/a', 3, new Uint8Array([3]))
      await storage.log.snapshot('s/a', 2, new Uint8Array([2]))
      const { snapshot, rows, seq } = await storage.log.load('s/a')
      expect(snapshot).toEqual({ upto: 3, data: new Uint8Array([3]) })
      expect([seqs(rows), seq]).toEqual([[4], 4])
      await expect(storage.log.append('s/a', [row(1)])).rejects.toThrow(Error)
    })

    test('S6 a session is made with its host, once', async () => {
      await storage.createSession(session('s1'), member('ann', 'Ann', { role: 'host' }))
      expect(await storage.getSession('s1')).toEqual(session('s1'))
      expect(await storage.getMember('s1', 'ann')).toEqual(member('ann', 'Ann', { role: 'host' }))
      await expect(storage.createSession(session('s1'), member('bo', 'Bo'))).rejects.toThrow(Error)
      expect(await storage.getMember('s1', 'bo')).toBeUndefined()
      expect(await storage.getSession('s2')).toBeUndefined()
    })

    test('S6 a patch sets what it names and the time', async () => {
      await storage.createSession(session('s1'), member('ann', 'Ann'))
      const at = '2026-11-22T11:00:00.000Z'
      const patched = await storage.patchSession('s1', { status: 'closed', textIds: ['t3'] }, at)
      expect(patched).toEqual({ ...session('s1', at), status: 'closed', textIds: ['t3'] })
      expect(await storage.getSession('s1')).toEqual(patched)
      expect(await storage.patchSession('s1', { theme: '' }, at)).toEqual(patched)
      expect(await storage.patchSession('s2', { title: 'x' }, at)).toBeUndefined()
    })

    test('S6 a person’s sessions, newest change first, without those they were removed from', async () => {
      for (const [id, hour] of [
        ['s1', '10'],
        ['s2', '12'],
        ['s3', '11'],
        ['s4', '13'],
      ] as const) {
        await storage.createSession(session(id, `2026-11-22T${hour}:00:00.000Z`), member('ann', 'Ann'))
      }
      await storage.putMember('s1', member('bo', 'Bo'))
      await storage.putMember('s2', member('ann', 'Ann', { removed: true }))
      await storage.patchSession('s3', {}, '2026-11-22T20:00:00.000Z')
      expect((await storage.listSessions('ann')).map(({ id }) => id)).toEqual(['s3', 's4', 's1'])
      expect((await storage.listSessions('bo')).map(({ id }) => id)).toEqual(['s1'])
      expect(await storage.listSessions('cy')).toEqual([])
    })

    test('S7 members are listed in order of joining, removed ones too', async () => {
      await storage.createSession(session('s1'), member('zoe', 'Zoe', { role: 'host' }))
      await storage.putMember('s1', member('ann', 'Ann'))
      await storage.putMember('s1', member('bo', 'Bo'))
      await storage.putMember('s1', member('ann', 'Ann', { removed: true }))
      expect((await storage.listMembers('s1')).map(({ personId, removed }) => [personId, removed])).toEqual([
        ['zoe', false],
        ['ann', true],
        ['bo', false],
      ])
      expect(await storage.listMembers('s2')).toEqual([])
    })

    test('S7 two members who are not removed never have the same name, whatever its case', async () => {
      await storage.createSession(session('s1'), member('ann', 'Ann'))
      await storage.createSession(session('s2'), member('ann', 'Ann'))
      await expect(storage.putMember('s1', member('bo', 'ANN'))).rejects.toBeInstanceOf(StorageConflict)
      await expect(storage.putMember('s1', member('bo', 'Ａｎｎ'))).rejects.toBeInstanceOf(StorageConflict)
      await storage.putMember('s1', member('ann', 'ann'))
      await storage.putMember('s1', member('ann', 'ann', { removed: true }))
      await storage.putMember('s1', member('bo', 'Ann'))
      await expect(storage.putMember('s1', member('ann', 'ann'))).rejects.toBeInstanceOf(StorageConflict)
      expect((await storage.getMember('s1', 'bo'))?.name).toBe('Ann')
    })

    test('S8 one invitation a role: the newest, found by its hash in its session', async () => {
      expect(await storage.inviteSerial('s1', 'observer')).toBeUndefined()
      await storage.putInvite('s1', 'participant', 'hash-a', 0)
      await storage.putInvite('s1', 'observer', 'hash-b', 0)
      expect(await storage.findInvite('s1', 'hash-a')).toBe('participant')
      expect(await storage.findInvite('s1', 'hash-b')).toBe('observer')
      expect(await storage.findInvite('s2', 'hash-a')).toBeUndefined()
      await storage.putInvite('s1', 'participant', 'hash-c', 1)
      expect(await storage.findInvite('s1', 'hash-a')).toBeUndefined()
      expect(await storage.findInvite('s1', 'hash-c')).toBe('participant')
      expect(await storage.inviteSerial('s1', 'participant')).toBe(1)
    })

    test('S9 texts never change and keep their order', async () => {
      await storage.putText(text('t2'))
      await storage.putText(text('t1'), 'ann')
      await storage.putText({ ...text('t2'), title: 'Another title' })
      expect(await storage.getText('t2')).toEqual(text('t2'))
      expect(await storage.listTexts()).toEqual([text('t2'), text('t1')])
      expect(await storage.getText('t3')).toBeUndefined()
    })

    test('S10 the first result of a command is remembered for its sender', async () => {
      expect(await storage.getCommand('s1', 'ann', 'c1')).toBeUndefined()
      await storage.putCommand('s1', 'ann', 'c1', { role: 'observer' })
      await storage.putCommand('s1', 'ann', 'c1', { role: 'host' })
      await storage.putCommand('s1', 'ann', 'c2', undefined)
      expect(await storage.getCommand('s1', 'ann', 'c1')).toEqual({ result: { role: 'observer' } })
      expect(await storage.getCommand('s1', 'ann', 'c2')).toEqual({ result: null })
      expect(await storage.getCommand('s1', 'bo', 'c1')).toBeUndefined()
      expect(await storage.getCommand('s2', 'ann', 'c1')).toBeUndefined()
    })

    test('S10 events come back in the order they were appended', async () => {
      const first = event('b', '2026-11-22T10:00:01.000Z')
      const second = event('a', '2026-11-22T10:00:00.000Z')
      await storage.appendEvent('s1', first)
      await Promise.all([storage.appendEvent('s1', second), storage.appendEvent('s2', first)])
      expect(await storage.listEvents('s1')).toEqual([first, second])
      expect(await storage.listEvents('s3')).toEqual([])
    })

    test('S11 a ping goes through, and what was asked before closing is done', async () => {
      await storage.ping()
      await storage.ping()
      const pending = storage.log.append('s/a', [row(1)])
      const closing = storage.close()
      await pending
      await closing
      storage = await made.open()
    })
  })
}
