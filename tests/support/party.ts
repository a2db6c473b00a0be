/** A real server, a session in it, and people with a cookie each, over plain HTTP. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as Y from 'yjs'
import { Server } from './server.ts'
import { Ledger, type Place, textOf, Writer } from './writers.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- any answer of the API
async function post(url: string, body: unknown): Promise<{ cookie: string; body: any }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(await response.text())
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return { cookie, body: await response.json() }
}

function load(updates: unknown[]): string {
  const doc = new Y.Doc()
  doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update as Uint8Array)))
  return textOf(doc)
}

export class Party {
  readonly server: Server
  readonly sessionId: string
  readonly ledger = new Ledger()
  readonly writers: Writer[] = []
  readonly #cookies: string[]
  #tabs = 0

  private constructor(server: Server, sessionId: string, cookies: string[]) {
    this.server = server
    this.sessionId = sessionId
    this.#cookies = cookies
  }

  /** A session of `people`; the first is the host. */
  static async of(people: number, env: Record<string, string> = {}): Promise<Party> {
    const server = await Server.start(env)
    const texts = (await (await fetch(`${server.url}/api/texts`)).json()) as { id: string }[]
    const opened = await post(`${server.url}/api/sessions`, {
      title: 'Under load',
      textIds: [texts[0]!.id],
      name: 'Person 0',
    })
    const { session, invites } = opened.body as { session: { id: string }; invites: { participant: string } }
    const invite = invites.participant.split('#invite=')[1]
    const cookies = [opened.cookie]
    for (let i = 1; i < people; i++) {
      const joined = await post(`${server.url}/api/sessions/${session.id}/join`, {
        invite,
        name: `Person ${i}`,
      })
      cookies.push(joined.cookie)
    }
    return new Party(server, session.id, cookies)
  }

  /** A tab of one of the people. @param url where it reaches the server, when not directly */
  tab(person: number, seed: number, url = this.server.url, kind: Place['kind'] = 'summary'): Writer {
    const place = { url, sessionId: this.sessionId, kind, cookie: this.#cookies[person]! }
    const writer = new Writer(`w${this.#tabs++}`, place, this.ledger, seed)
    this.writers.push(writer)
    return writer
  }

  /** Asks as one of the people; gives up after 15 s. */
  get(person: number, path: string): Promise<Response> {
    return fetch(this.server.url + path, {
      headers: { cookie: this.#cookies[person]! },
      signal: AbortSignal.timeout(15_000),
    })
  }

  /**
   * What stands in the file, read without any code of the product: the text of all rows, and that of the newest snapshot
   * with the rows after it (undefined when there is no snapshot).
   */
  stored(): { rows: number; text: string; fromSnapshot: string | undefined } {
    const db = new DatabaseSync(join(this.server.data, 'lectern.sqlite'), { readOnly: true })
    const doc = `${this.sessionId}/summary`
    const rows = db.prepare('select seq, data from updates where doc = ? order by seq').all(doc)
    const snapshot = db
      .prepare('select upto, data from snapshots where doc = ? order by upto desc limit 1')
      .get(doc)
    db.close()
    const after = rows.filter(({ seq }) => Number(seq) > Number(snapshot?.['upto'] ?? 0))
    return {
      rows: rows.length,
      text: load(rows.map(({ data }) => data)),
      fromSnapshot: snapshot && load([snapshot['data'], ...after.map(({ data }) => data)]),
    }
  }

  async over(): Promise<void> {
    await Promise.all(this.writers.map((writer) => writer.rest()))
    for (const writer of this.writers) writer.leave()
    await this.server.dispose()
  }
}
