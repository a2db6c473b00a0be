/**
 * Notes that wait with their authors until the presider reveals them: how many there are, and how they come to everybody. Their words
 * stand in the documents of their owners alone; only numbers leave this file before the reveal.
 */
import { isDeepStrictEqual } from 'node:util'
import { rootMap } from '@lectern/docs'
import { type Held, type Member, OwnAnnotationValue, type Session } from '@lectern/model'
import type { DocumentRef } from '@lectern/sync'
import { peerOf } from '../access.ts'
import type { Context, Waiting } from '../context.ts'
import { bring, type Entry } from './bring.ts'

type Mine = DocumentRef & { kind: 'mine'; personId: string }
type Rooms = Context['rooms']

const NONE: Held = { notes: 0, people: 0 }

const mineOf = (sessionId: string, personId: string): Mine => ({ sessionId, kind: 'mine', personId })

/** By key. */
const heldIn = (rooms: Rooms, document: Mine): Promise<Map<string, OwnAnnotationValue>> =>
  rooms.read(document, (doc) => {
    const found = new Map<string, OwnAnnotationValue>()
    for (const [key, value] of rootMap(doc, 'annotations').entries()) {
      if ((Object(value) as { held?: unknown }).held !== true) continue
      const note = OwnAnnotationValue.safeParse(value)
      if (note.success) found.set(key, note.data)
    }
    return found
  })

export class HeldNotes implements Waiting {
  /** By session, then person; counted when somebody first asks. */
  readonly #counts = new Map<string, Promise<Map<string, number>>>()
  readonly #onChange: (sessionId: string) => void

  /** @param onChange the numbers of a session are others than before */
  constructor(onChange: (sessionId: string) => void) {
    this.#onChange = onChange
  }

  async of(context: Context, session: Session): Promise<Held> {
    // Nothing waits where no stage has the rule, unless a stage had it before.
    if (!session.agenda.some(({ rules }) => rules.gate) && !this.#counts.has(session.id)) return NONE
    const counts = await this.#of(context, session.id)
    const numbers = [...counts.values()].filter((count) => count > 0)
    return { notes: numbers.reduce((sum, count) => sum + count, 0), people: numbers.length }
  }

  async changed(context: Context, { sessionId, personId }: DocumentRef): Promise<void> {
    const known = this.#counts.get(sessionId)
    if (!known || personId === undefined) return
    const counts = await known
    const { size } = await heldIn(context.rooms, mineOf(sessionId, personId))
    if ((counts.get(personId) ?? 0) === size) return
    counts.set(personId, size)
    this.#onChange(sessionId)
  }

  /**
   * Brings everything that waits to everybody, each note as its author wrote it. Done again it brings what is left: notes of those who may
   * not write here now stay with them.
   * @param session as it is after the gate was opened
   */
  async reveal(context: Context, session: Session): Promise<Held> {
    const members = await context.storage.listMembers(session.id)
    const counts = await this.#of(context, session.id)
    const told = { notes: 0, people: 0 }
    for (const member of members) {
      if ((counts.get(member.personId) ?? 0) === 0 || member.removed) continue
      const moved = await move(context, session, member)
      told.notes += moved
      if (moved > 0) told.people++
    }
    return told
  }

  #of(context: Context, sessionId: string): Promise<Map<string, number>> {
    let counts = this.#counts.get(sessionId)
    if (!counts) {
      counts = count(context, sessionId)
      this.#counts.set(sessionId, counts)
      // Asked again, it is tried again.
      counts.catch(() => this.#counts.delete(sessionId))
    }
    return counts
  }
}

async function count(context: Context, sessionId: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { personId } of await context.storage.listMembers(sessionId)) {
    counts.set(personId, (await heldIn(context.rooms, mineOf(sessionId, personId))).size)
  }
  return counts
}

/** @returns how many notes of this person are with everybody now */
async function move(context: Context, session: Session, member: Member): Promise<number> {
  const mine = mineOf(session.id, member.personId)
  const held = [...(await heldIn(context.rooms, mine))]
  const entries = held.map(([key, note]): Entry => {
    const { held: _, ...value } = note
    return { root: 'annotations', key, value }
  })
  const moved = await bring(context, session, member, entries)
  // Only once they stand where all see them, and only what has not been written anew meanwhile.
  await context.rooms.write(mine, peerOf({ session, member }), (doc) => {
    const notes = rootMap(doc, 'annotations')
    for (const [key, note] of held.slice(0, moved))
      if (isDeepStrictEqual(notes.get(key), note)) notes.delete(key)
  })
  return moved
}
