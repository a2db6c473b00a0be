/**
 * The whole table: every kind of person × every channel × open and closed session, against `may()`. Beyond members there
 * are a stranger (a member elsewhere), a removed member, somebody with a cookie that has run out, and one with none.
 */
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { annotationKey, rootMap } from '@lectern/docs'
import { type Action, may, type Role, type SessionStatus } from '@lectern/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { House, until, type Visitor, write } from './rehearsal.ts'

const MEMBERS = ['host', 'participant', 'observer'] as const
const OTHERS = ['removed', 'stranger', 'expired', 'nobody'] as const
const KINDS = [...MEMBERS, ...OTHERS]
type Kind = (typeof KINDS)[number]
const isMember = (kind: Kind): kind is Role => (MEMBERS as readonly string[]).includes(kind)
const STATUSES: SessionStatus[] = ['open', 'closed']

let house: House
let cast: Record<Kind, Visitor>
let sessionId: string
let target: unknown
const ids: Partial<Record<Kind, string>> = {}

/** The cookie of a member, as it is when its time is over: rightly signed. */
async function expiredCookie(personId: string): Promise<string> {
  const secret = await readFile(join(house.dataDir, 'secret'), 'utf8')
  const until = Date.now() - 1_000
  const mac = createHmac('sha256', secret).update(`cookie:${personId}:${until}`).digest('base64url')
  return `lectern=${personId}.${until}.${mac}`
}

beforeAll(async () => {
  house = await House.open()
  cast = Object.fromEntries(KINDS.map((kind) => [kind, house.newcomer(`P ${kind}`)])) as typeof cast
  const { session, invites, textId } = await cast.host.opens()
  sessionId = session.id
  await cast.participant.joins(invites.participant)
  await cast.observer.joins(invites.observer)
  await cast.removed.joins(invites.participant)
  await cast.expired.joins(invites.participant)
  await cast.stranger.opens('Elsewhere')
  for (const kind of KINDS) ids[kind] = (await cast[kind].get('/api/me')).body.personId
  await cast.host.commands(sessionId, { type: 'member.remove', personId: ids.removed })
  cast.expired.cookie = await expiredCookie(ids.expired!)
  const { canonical } = (await cast.host.get(`/api/texts/${textId}`)).body as { canonical: string }
  const start = canonical.indexOf('slowly')
  target = {
    source: textId,
    selector: [
      { type: 'TextPositionSelector', start, end: start + 6 },
      { type: 'TextQuoteSelector', exact: 'slowly' },
    ],
  }
})
afterAll(() => house.dispose())

const setStatus = (status: SessionStatus) =>
  cast.host.commands(sessionId, { type: status === 'open' ? 'session.reopen' : 'session.close' })
const allowed = (kind: Kind, status: SessionStatus, action: Action) =>
  isMember(kind) && may({ role: kind, status }, action)

/** What HTTP says when it says no. */
function noOverHttp(kind: Kind, action: Action): number {
  if (!isMember(kind)) return kind === 'nobody' || kind === 'expired' ? 401 : 404
  return may({ role: kind, status: 'open' }, action) ? 409 : 403
}
const CLOSED = { removed: 4403, stranger: 4403, expired: 4401, nobody: 4401 } as const

const entry = (personId: string, root: 'annotations' | 'moderation', id: string): [string, unknown] => {
  const at = new Date().toISOString()
  const key = annotationKey(personId, id)
  if (root === 'moderation') return [key, { hidden: false, by: personId, at }]
  const body = { type: 'TextualBody', value: id, format: 'text/markdown' }
  return [key, { target, motivation: 'commenting', body, created: at, modified: at }]
}
const stored = (doc: Y.Doc, document: string) =>
  document === 'summary'
    ? // oxlint-disable-next-line typescript/no-base-to-string -- an XmlFragment has its own
      doc.getXmlFragment('summary').toString()
    : JSON.stringify(['annotations', 'moderation'].map((root) => [...rootMap(doc, root).entries()]))

describe.each(STATUSES)('in a session that is %s', (status) => {
  beforeAll(async () => {
    await setStatus(status)
  })

  const requests: [Action, (who: Visitor) => ReturnType<Visitor['get']>][] = [
    ['session.read', (who) => who.get(`/api/sessions/${sessionId}`)],
    ['session.read', (who) => who.get(`/api/sessions/${sessionId}/annotations`)],
    ['session.read', (who) => who.get(`/api/sessions/${sessionId}/summary`)],
    ['session.export', (who) => who.get(`/api/sessions/${sessionId}/export/markdown`)],
    ['session.edit', (who) => who.ask('PATCH', `/api/sessions/${sessionId}`, { theme: 'T' })],
    ['annotation.write', (who) => who.post(`/api/sessions/${sessionId}/annotations`, { target })],
    ['invite.renew', (who) => who.commands(sessionId, { type: 'invite.renew', role: 'observer' })],
    [
      'member.role',
      (who) => who.commands(sessionId, { type: 'member.role', personId: ids.observer, role: 'observer' }),
    ],
    [
      status === 'open' ? 'session.reopen' : 'session.close',
      (who) => who.commands(sessionId, { type: status === 'open' ? 'session.reopen' : 'session.close' }),
    ],
  ]
  test.each(requests)('HTTP: %s', async (action, ask) => {
    for (const kind of KINDS) {
      const { status: answer } = await ask(cast[kind])
      const yes = allowed(kind, status, action)
      expect([kind, yes ? answer < 300 : answer]).toEqual([kind, yes || noOverHttp(kind, action)])
    }
  })

  test('HTTP: only the host is shown the invitations', async () => {
    for (const kind of MEMBERS) {
      const { body } = await cast[kind].get(`/api/sessions/${sessionId}`)
      expect([kind, 'invites' in body]).toEqual([kind, allowed(kind, status, 'session.invite')])
    }
  })

  test('/live: state for members, commands as by HTTP', async () => {
    for (const kind of KINDS) {
      const line = cast[kind].goesLive(sessionId)
      await until('an answer', () => line.state ?? line.refused)
      const no = {
        removed: 'not-found',
        stranger: 'not-found',
        expired: 'not-signed-in',
        nobody: 'not-signed-in',
      }
      expect([kind, line.refused?.code]).toEqual([kind, isMember(kind) ? undefined : no[kind]])
      if (isMember(kind)) {
        const answer = await line.command({
          id: `live-${kind}-${status}`,
          type: 'member.role',
          personId: ids.observer,
          role: 'observer',
        })
        const yes = allowed(kind, status, 'member.role')
        expect([kind, answer.ok, answer.problem?.code]).toEqual([kind, yes, yes ? undefined : 'forbidden'])
      }
      cast[kind].leaves()
    }
  })

  const changes: [kind: string, action: Action, change: (doc: Y.Doc, who: string, word: string) => void][] = [
    ['summary', 'summary.write', (doc, _, word) => write(doc, word)],
    [
      'annotations',
      'annotation.write',
      (doc, who, word) => rootMap(doc, 'annotations').set(...entry(who, 'annotations', word)),
    ],
    [
      'annotations',
      'annotation.moderate',
      (doc, who, word) => rootMap(doc, 'moderation').set(...entry(who, 'moderation', word)),
    ],
    [
      'mine',
      'mine.write',
      (doc, who, word) => rootMap(doc, 'annotations').set(...entry(who, 'annotations', word)),
    ],
  ]
  test.each(changes)('/collab: %s, %s, as SyncStep2 and as update', async (document, action, change) => {
    for (const way of ['step2', 'update']) {
      for (const kind of KINDS) {
        const word = `${way}-${kind}-${status}-${action.replace('.', '-')}`
        const { doc, provider } = cast[kind].opensDocument(sessionId, document)
        let code: number | undefined
        const before = await house.refused()
        provider.on('closed', (event: { code: number } | null) => (code = event?.code))
        // Before it is in, what was written goes with the answer to the server's SyncStep1.
        if (way === 'step2') change(doc, ids[kind] ?? kind, word)
        await until(`${kind} is in or sent away`, () => provider.synced || code !== undefined)
        if (way === 'update') change(doc, ids[kind] ?? kind, word)
        if (!isMember(kind)) {
          await until(`${kind} is sent away`, () => code !== undefined)
          expect([kind, code]).toEqual([kind, CLOSED[kind]])
          cast[kind].leaves()
          continue
        }
        // Everything sent is judged in order: whoever reads afterwards sees what came of it.
        const yes = allowed(kind, status, action)
        const fresh = async () => {
          const reader = document === 'mine' ? cast[kind] : cast.host
          const { doc: seen, provider: reading } = reader.opensDocument(sessionId, document)
          await until('it is read', () => reading.synced)
          const found = stored(seen, document).includes(word)
          reading.destroy()
          return found
        }
        if (yes) await until(`${word} is there`, fresh)
        else {
          await until('it was judged', async () => (await house.refused()) > before)
          expect([word, await fresh()]).toEqual([word, false])
          // A reader is not sent away for trying; a member who takes a host's right is.
          const stays = !allowed(kind, 'open', action === 'annotation.moderate' ? 'annotation.write' : action)
          if (stays || status === 'closed') expect([word, code]).toEqual([word, undefined])
        }
        cast[kind].leaves()
      }
    }
  })

  test('/collab: presence is for members, under the name the server knows', async () => {
    const watcher = cast.host.opensDocument(sessionId, 'summary').provider
    await until('the watcher is in', () => watcher.synced)
    for (const kind of KINDS) {
      const { provider } = cast[kind].opensDocument(sessionId, 'summary')
      let code: number | undefined
      provider.on('closed', (event: { code: number } | null) => (code = event?.code))
      provider.awareness.setLocalStateField('user', { name: 'Somebody else', id: ids.host })
      provider.awareness.setLocalStateField('cursor', { at: kind })
      const seen = () =>
        [...watcher.awareness.getStates().values()].find((state) => state['cursor']?.at === kind)
      if (allowed(kind, status, 'presence.write')) {
        if (kind === 'host') await until('in', () => provider.synced)
        await until(`${kind} is seen`, seen)
        expect(seen()!['user']).toMatchObject({ id: ids[kind], name: `P ${kind}`, role: kind })
      } else {
        await until(`${kind} is sent away`, () => code !== undefined)
        expect([kind, seen()]).toEqual([kind, undefined])
      }
      provider.destroy()
    }
    cast.host.leaves()
  })
})
