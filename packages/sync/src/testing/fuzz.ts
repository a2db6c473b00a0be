/**
 * Random hostile updates between random honest ones, straight at the gate. After every update that was taken: it is the
 * sender's, it is where the sender may write, nothing is pending, and what others own is as it was. No honest update is
 * refused. At the end all honest replicas, the server's and a newly loaded one are the same, and all of it is in the
 * schema. For tests only.
 */
import { ANNOTATION_ROOTS, summaryJson, summarySchema } from '@lectern/docs'
import { openMemory } from '@lectern/storage'
import * as Y from 'yjs'
import { Refused } from '../admit.ts'
import type { PeerMember } from '../peer.ts'
import { POLICIES } from '../policies.ts'
import { Broken, Replica } from '../replica.ts'
import { ATTACKS } from './attacks.ts'
import { type BlockSpec, craft, type DeleteSpec, type Held, type Id, type StructSpec } from './craft.ts'
import { ANNOTATIONS, contentOf, member, note, random, SUMMARY } from './world.ts'

const at = '2026-11-22T10:00:00.000Z'
const ROOTS = Object.keys(ANNOTATION_ROOTS)
const PEOPLE = [member('hana', { role: 'host' }), member('ann'), member('bo'), member('ann')]
const ATTACKERS = [member('mal'), member('obs', { role: 'observer' }), member('late', { status: 'closed' })]

type Random = ReturnType<typeof random>
export type Kind = 'annotations' | 'summary'

function valueOf(root: string, who: PeerMember, { chance, below }: Random): unknown {
  if (root === 'annotations') return note(`n${below(1_000)}`)
  if (root === 'replies') return { body: note(`r${below(1_000)}`).body, created: at, modified: at }
  if (root === 'reactions') return true
  const by = who.personId
  return root === 'status' ? { resolved: chance(0.5), by, at } : { hidden: chance(0.5), by, at }
}

function keyOf(root: string, who: PeerMember, doc: Y.Doc, { chance, pick, below }: Random): string {
  const notes = [...doc.getMap('annotations').keys()]
  const about = notes.length > 0 && chance(0.8) ? pick(notes) : `${who.personId}/a${below(6)}`
  const own = {
    annotations: `${who.personId}/a${below(6)}`,
    replies: `${who.personId}/${about}/r${below(3)}`,
  }
  return root === 'reactions' ? `${who.personId}/${about}/👍` : (own[root as keyof typeof own] ?? about)
}

/** Something an honest person does. */
function edit(kind: Kind, doc: Y.Doc, undo: Y.UndoManager, who: PeerMember, r: Random): void {
  const { chance, pick, below } = r
  if (chance(0.08)) return void undo.undo()
  if (chance(0.08)) return void undo.redo()
  doc.transact(() => {
    if (kind === 'annotations') {
      for (let i = below(3); i >= 0; i--) {
        const root = pick(who.role === 'host' ? ROOTS : ROOTS.slice(0, 4))
        const key = keyOf(root, who, doc, r)
        if (chance(0.25)) doc.getMap(root).delete(key)
        else doc.getMap(root).set(key, valueOf(root, who, r))
      }
      return
    }
    const root = doc.getXmlFragment('summary')
    const block = root.length > 0 ? (root.get(below(root.length)) as Y.XmlElement) : undefined
    const text = block?.get(0)
    if (!(text instanceof Y.XmlText) || chance(0.2)) {
      const made = new Y.XmlText()
      made.insert(0, 'words ')
      const element = new Y.XmlElement(pick(['paragraph', 'heading']))
      if (element.nodeName === 'heading') element.setAttribute('level', (1 + below(3)) as never)
      element.insert(0, [made])
      root.insert(below(root.length + 1), [element])
      return
    }
    const act = below(8)
    if (act < 4) text.insert(below(text.length + 1), 'xyz', chance(0.2) ? { bold: {} } : undefined)
    else if (act < 6 && text.length > 2) text.delete(below(text.length - 1), 1)
    else if (act < 7 && text.length > 2)
      text.format(below(text.length - 1), 1, { italic: chance(0.5) ? {} : null })
    else root.delete(below(root.length), 1)
  })
}

/** Something nobody honest sends: real bytes bent, or structs that are nearly right. */
function attack(
  kind: Kind,
  live: Y.Doc,
  mal: number,
  seen: Uint8Array[],
  who: PeerMember,
  r: Random,
): Uint8Array {
  const { chance, pick, below } = r
  const clients = [...live.store.clients.keys()]
  const way = below(8)
  if (way === 0 && seen.length > 0) {
    const bent = pick(seen).slice()
    for (let i = below(3); i >= 0; i--) bent[below(bent.length)]! ^= 1 << below(8)
    return bent
  }
  if (way === 1 && seen.length > 0) return chance(0.5) ? pick(seen) : pick(seen).slice(0, below(60))
  if (way === 2 && seen.length > 0) {
    try {
      return Y.mergeUpdates([pick(seen), attack(kind, live, mal, seen, who, r)])
    } catch {
      return new Uint8Array(2)
    }
  }
  const anyClient = () =>
    chance(0.5) || clients.length === 0 ? mal : chance(0.9) ? pick(clients) : 1 + below(2 ** 31)
  const anyId = (): Id => {
    const client = clients.length > 0 && chance(0.9) ? pick(clients) : mal
    return [client, below(Y.getState(live.store, client) + (chance(0.1) ? 4 : 0))]
  }
  // Nearly right: its own id at the right clock, lying only about where it stands or what it holds.
  const nearlyRight = (): BlockSpec => {
    const structs = Array.from({ length: 1 + below(2) }, (): StructSpec => {
      const key = kind === 'annotations' && chance(0.9) ? { key: `${who.personId}/a${below(4)}` } : {}
      const parent = kind === 'annotations' ? 'annotations' : chance(0.5) ? 'summary' : anyId()
      if (chance(0.6)) return { left: anyId(), ...(chance(0.5) && { right: anyId() }), holds: anyHeld() }
      return {
        parent,
        ...key,
        holds: chance(0.6) && kind === 'annotations' ? { any: [note('mal')] } : anyHeld(),
      }
    })
    return { client: mal, clock: Y.getState(live.store, mal), structs }
  }
  const anyHeld = (): Held => {
    if (chance(0.4))
      return kind === 'summary'
        ? { string: 'hax' }
        : { any: [valueOf(pick(ROOTS), chance(0.7) ? who : pick(PEOPLE), r)] }
    return pick<Held>([
      { any: ['x'] },
      { any: [1, 2, 3].slice(below(4)) },
      { element: pick(['paragraph', 'script', 'heading', 'listItem']) },
      { type: below(7) },
      { deleted: 1 + below(3) },
      {
        format: [
          pick(['bold', 'link', 'evil']),
          pick<unknown>([{}, null, { href: 'javascript:x' }, { href: 'https://a' }]),
        ],
      },
      { subdocument: 'g' },
      { embed: { x: 1 } },
      { binary: new Uint8Array(2) },
      { json: ['{}'] },
    ])
  }
  const keys =
    kind === 'summary' ? ['level', 'x', '__proto__'] : ROOTS.flatMap((root) => [...live.getMap(root).keys()])
  const anyKey = () =>
    keys.length > 0 && chance(0.6) ? pick(keys) : pick(['__proto__', 'hana/a1', '', `${who.personId}/a1`])
  const anyStruct = (): StructSpec => {
    if (chance(0.08)) return chance(0.5) ? { collected: pick([1, 3, 2 ** 31, 2 ** 45]) } : { skipped: 2 }
    return {
      ...(chance(0.5) && { left: anyId() }),
      ...(chance(0.3) && { right: anyId() }),
      parent: chance(0.7) ? pick([...ROOTS, 'summary', 'summary', 'evil', '__proto__']) : anyId(),
      ...(chance(kind === 'summary' ? 0.2 : 0.85) && { key: anyKey() }),
      holds: anyHeld(),
    }
  }
  if (way >= 5) return craft([nearlyRight()], [])
  if (way === 3 && kind === 'summary' && chance(0.5)) {
    const known = targetsOf(live)
    if (known) return pick(ATTACKS)[2](known)
  }
  const blocks: BlockSpec[] = Array.from({ length: 1 + below(2) }, () => {
    const client = anyClient()
    const clock = Math.max(0, Y.getState(live.store, client) + pick([0, 0, 0, 0, -1, -2, 1]))
    return { client, clock, structs: Array.from({ length: 1 + below(3) }, anyStruct) }
  })
  const deletes: DeleteSpec[] = Array.from({ length: below(3) }, () => {
    const client = anyClient()
    return { client, ranges: [[below(Y.getState(live.store, client) + 2), pick([1, 2, 9, 2 ** 31])]] }
  })
  return craft(blocks, deletes)
}

const idOf = ({ id }: Y.Item): Id => [id.client, id.clock]

/** What an attacker would aim at: somebody's paragraph, its text and the last character in it. */
function targetsOf(doc: Y.Doc) {
  const block = doc.getXmlFragment('summary').get(0)
  const text = block instanceof Y.XmlElement ? block.get(0) : undefined
  if (!(text instanceof Y.XmlText) || !block._item || !text._item) return undefined
  const last = (text as unknown as { _start: Y.Item | null })._start ?? text._item
  return {
    paragraph: idOf(block._item),
    text: idOf(text._item),
    last: idOf(last),
    next: Y.getState(doc.store, last.id.client),
  }
}

/** Entries that `who` may not touch. */
function foreignEntries(doc: Y.Doc, who: PeerMember): string {
  return JSON.stringify(
    ROOTS.map((root) =>
      [...doc.getMap(root).entries()]
        .filter(([key]) => !ANNOTATION_ROOTS[root]!.mayTouch(who, key))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  )
}

export type Tally = { honest: number; hostile: number; refused: number; nothing: number; broken: number }
export const updatesIn = (tally: Tally) => Object.values(tally).reduce((sum, n) => sum + n, 0)

/** Four honest people and three attackers around one document. @throws Error when a rule is broken */
export async function fuzzWorld(kind: Kind, seed: number, steps = 100): Promise<Tally> {
  const rule = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`${kind}, seed ${seed}: ${what}`)
  }
  const r = random(seed * 7_919)
  const { chance, pick, below } = r
  const log = openMemory().log
  const name = `s1/${kind}`
  const document = kind === 'summary' ? SUMMARY : ANNOTATIONS
  const roots = kind === 'summary' ? ['summary'] : ROOTS
  let replica = await Replica.load(log, name, POLICIES[kind])
  const bound = new Map<number, string>()
  const people = PEOPLE.map((who) => {
    const doc = new Y.Doc()
    doc.clientID = 1 + below(2 ** 31)
    replica.claim(doc.clientID, who.personId)
    bound.set(doc.clientID, who.personId)
    // Another's status or hiding is not brought back under one's own name: only what is one's own is undone.
    const undoable =
      kind === 'summary' ? [doc.getXmlFragment('summary')] : ROOTS.slice(0, 3).map((root) => doc.getMap(root))
    const unsent: Uint8Array[] = []
    doc.on(
      'update',
      (update: Uint8Array, origin: unknown) => void (origin === 'server' || unsent.push(update)),
    )
    return { who, doc, undo: new Y.UndoManager(undoable, { captureTimeout: 0 }), unsent, online: true }
  })
  const mal = 1 + below(2 ** 31)
  const seen: Uint8Array[] = []
  const tally: Tally = { honest: 0, hostile: 0, refused: 0, nothing: 0, broken: 0 }

  // Of the document as it is; only what is taken changes it.
  let before: Map<number, number> | undefined
  const foreign = new Map<PeerMember, string>()
  const changed = () => {
    before = undefined
    foreign.clear()
  }
  const deliver = async (who: PeerMember, update: Uint8Array, honest: boolean) => {
    const { doc } = replica
    before ??= Y.decodeStateVector(Y.encodeStateVector(doc))
    if (kind === 'annotations' && !foreign.has(who)) foreign.set(who, foreignEntries(doc, who))
    let admitted
    try {
      admitted = replica.admit(who, update)
    } catch (error) {
      rule(!honest, `an honest update was refused: ${String(error)}`)
      if (error instanceof Refused) tally.refused++
      // Only a lie about neighbours is seen as late as this.
      else if (error instanceof Broken && error.cause === undefined && kind === 'summary') {
        tally.broken++
        changed()
        replica = await Replica.load(log, name, POLICIES[kind])
        for (const [client, personId] of bound) replica.claim(client, personId)
      } else throw error
      return
    }
    if (!admitted) {
      tally.nothing++
      return
    }
    tally[honest ? 'honest' : 'hostile']++
    for (const [client, personId] of admitted.writers) bound.set(client, personId)
    await log.append(
      name,
      [{ seq: ++replica.seq, personId: who.personId, at: 0, data: admitted.update }],
      admitted.writers,
    )
    rule(!doc.store.pendingStructs && !doc.store.pendingDs, 'something is pending')
    rule(who.role !== 'observer' && who.status === 'open', 'a reader wrote')
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc))) {
      const own = clock === (before.get(client) ?? 0) || bound.get(client) === who.personId
      rule(own, 'something was written under the client id of another')
    }
    if (kind === 'annotations')
      rule(foreignEntries(doc, who) === foreign.get(who), 'what is another’s changed')
    for (const root of doc.share.keys()) rule(roots.includes(root), `there is a root "${root}"`)
    changed()
  }
  const pull = ({ doc }: (typeof people)[number]) =>
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(replica.doc, Y.encodeStateVector(doc)), 'server')
  const push = async ({ who, doc, unsent }: (typeof people)[number]) => {
    const updates = unsent.splice(0)
    seen.push(...updates.slice(-1))
    if (updates.length === 0) return
    const way = below(3)
    if (way === 0) for (const update of updates) await deliver(who, update, true)
    else if (way === 1) await deliver(who, Y.mergeUpdates(updates), true)
    else {
      const since = chance(0.5) ? Y.encodeStateVector(replica.doc) : undefined
      await deliver(who, Y.encodeStateAsUpdate(doc, since), true)
    }
  }

  for (let step = 0; step < steps; step++) {
    const person = pick(people)
    if (chance(0.1)) person.online = !person.online
    edit(kind, person.doc, person.undo, person.who, r)
    if (person.online) {
      await push(person)
      pull(person)
    }
    for (let i = below(5); i > 0; i--) {
      const who = pick(ATTACKERS)
      await deliver(who, attack(kind, replica.doc, mal, seen.slice(-30), who, r), false)
    }
  }
  // Formatting clean-up makes readers emit deletes of their own: exchange until nobody has anything to say.
  for (let round = 0, quiet = false; !quiet; round++) {
    rule(round < 20, 'the replicas never come to rest')
    for (const person of people) {
      pull(person)
      await deliver(person.who, Y.encodeStateAsUpdate(person.doc), true)
      person.unsent.length = 0
    }
    for (const person of people) pull(person)
    quiet = people.every(({ unsent }) => unsent.length === 0)
  }
  const content = contentOf(replica.doc, document)
  for (const { doc } of people) rule(contentOf(doc, document) === content, 'a replica differs')
  const again = await Replica.load(log, name, POLICIES[kind])
  rule(contentOf(again.doc, document) === content, 'what is stored differs')
  // Nothing stands in it that the schema does not know.
  if (kind === 'summary') summarySchema().nodeFromJSON(summaryJson(replica.doc))
  return tally
}
