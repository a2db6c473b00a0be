/**
 * One document and everybody connected to it. The order of things for every update: admit, apply, commit, and only then
 * tell the others and acknowledge. Knows peers, no sockets.
 */
import { LIMITS, may, Problem } from '@lectern/model'
import type * as Y from 'yjs'
import { Refused } from './admit.ts'
import { Agreement } from './agreement.ts'
import { Audience } from './audience.ts'
import { Commits } from './commits.ts'
import { type DocumentRef, documentName } from './document.ts'
import { CLOSE, type Peer, type PeerMember } from './peer.ts'
import { POLICIES } from './policies.ts'
import { Healing } from './healing.ts'
import { problemOf } from './problem-of.ts'
import * as frames from './protocol.ts'
import { type Admitted, Broken, Replica } from './replica.ts'
import type { Seat } from './seat.ts'
import type { RoomOptions } from './room-options.ts'
import { Snapshots } from './snapshots.ts'

/** Bytes a document may have waiting for storage before its writers are sent away to come back later. */
const UNCOMMITTED_BYTES = 16 * 1024 * 1024

export class Room {
  readonly document: DocumentRef
  readonly name: string
  readonly counts = { updates: 0, refused: 0 }
  readonly #options: RoomOptions
  readonly #policy
  readonly #audience: Audience
  readonly #commits: Commits
  readonly #agreement: Agreement
  readonly #snapshots: Snapshots
  readonly #healing = new Healing({
    take: (seat, part) => this.#takePart(seat, part),
    ask: (seat) => this.#replica && this.#ask(seat, this.#replica),
    recovered: (replica) => this.#recovered(replica),
  })
  #replica: Replica | undefined
  /** Resolves when the document is there. */
  #loaded: Promise<Replica>
  /** Reads and writes of the server itself under way. */
  #users = 0
  #idle: NodeJS.Timeout | undefined
  #ended = false

  constructor(document: DocumentRef, options: RoomOptions) {
    this.document = document
    this.name = documentName(document)
    this.#options = options
    this.#policy = POLICIES[document.kind]
    this.#audience = new Audience({
      now: options.now,
      busy: () => this.#commits.busy,
      onError: (error) => this.#error(error),
      onLeave: () => {
        this.#healing.tidy()
        this.#restIfUnused()
      },
      onSlow: () => options.watch.dropped(),
    })
    this.#agreement = new Agreement(document.kind, options.clock)
    this.#snapshots = new Snapshots(options.log, this.name, (error) => this.#error(error))
    this.#commits = new Commits(
      options.log,
      this.name,
      () => this.#audience.size,
      () => this.#audience.flush(),
      (error) => this.#reload(error),
    )
    this.#loaded = this.#start()
  }

  get peers(): number {
    return this.#audience.size
  }

  connect(peer: Peer) {
    const seat = this.#audience.add(peer)
    clearTimeout(this.#idle)
    if (this.#replica) this.#greet(seat, this.#replica)
    return {
      receive: (frame: Uint8Array) => this.#receive(seat, frame),
      closed: () => this.#audience.leave(seat),
    }
  }

  /** Replaces every peer's member by what `change` makes of it; `null` sends the peer away. */
  changeMembers(change: (member: PeerMember) => PeerMember | null): void {
    for (const seat of this.#audience) {
      const member = change(seat.peer.member)
      if (member === seat.peer.member) continue
      if (!member) {
        this.#audience.close(seat, CLOSE.notAllowed, 'You are no longer a member of this session.')
        continue
      }
      this.#audience.rename(seat, member)
      // What was refused before may be welcome now.
      if (seat.hole && this.#replica && may(member, this.#policy.action)) this.#ask(seat, this.#replica)
    }
  }

  read<T>(read: (doc: Y.Doc) => T): Promise<T> {
    return this.#use(async () => {
      const result = (await this.#loaded).read(read)
      // What was read exists for others only once it is committed.
      await this.#commits.settled
      return result
    })
  }

  /** @throws Problem */
  write(member: PeerMember, change: (doc: Y.Doc) => void): Promise<void> {
    return this.#use(async () => {
      const replica = await this.#loaded
      const update = replica.draft(member.personId, change)
      const admitted = update && this.#admit(replica, member, update)
      if (admitted instanceof Refused) throw problemOf(admitted, member)
      if (admitted instanceof Broken) {
        throw new Problem('internal', 'The change could not be applied. Try again.')
      }
      try {
        if (admitted) await this.#commit(replica, admitted, member)
      } catch {
        throw new Problem('unavailable', 'The change could not be stored. Try again in a moment.')
      }
    })
  }

  /** Sends everybody away and commits what was applied. */
  async end(): Promise<void> {
    this.#ended = true
    clearTimeout(this.#idle)
    this.#audience.closeAll(CLOSE.goingAway, 'The server is restarting.')
    await this.#loaded.catch(() => {})
    await this.#commits.settled
    this.#replica?.doc.destroy()
  }

  async #use<T>(work: () => Promise<T>): Promise<T> {
    this.#users++
    clearTimeout(this.#idle)
    try {
      return await work()
    } finally {
      this.#users--
      this.#restIfUnused()
    }
  }

  #start(): Promise<Replica> {
    this.#loaded = this.#load()
    // Whoever waits for it is told; a room nobody waits for may fail in silence.
    this.#loaded.catch(() => {})
    return this.#loaded
  }

  async #load(): Promise<Replica> {
    try {
      await this.#commits.settled
      const start = performance.now()
      const replica = await Replica.load(this.#options.log, this.name, this.#policy)
      this.#options.watch.loaded(performance.now() - start)
      if (replica.damaged.length > 0) {
        this.#options.watch.damaged()
        this.#error(new Error(`parts of the log cannot be read: ${replica.damaged.join(', ')}`))
      }
      this.#replica = replica
      for (const seat of this.#audience) {
        this.#greet(seat, replica)
        // A frame that waited may have made it necessary to load again.
        if (this.#replica !== replica) break
      }
      return replica
    } catch (error) {
      this.#error(error)
      this.#options.onEnd(this)
      this.#audience.closeAll(CLOSE.tryLater, 'The document cannot be loaded now.')
      throw new Problem('unavailable', 'The document cannot be loaded now. Try again in a moment.')
    }
  }

  /** The in-memory document is not to be trusted: take it from the log again and keep the peers. */
  #reload(error: unknown): void {
    this.#error(error)
    if (!this.#replica) return
    this.#replica.doc.destroy()
    this.#replica = undefined
    void this.#start()
  }

  #greet(seat: Seat, replica: Replica): void {
    this.#ask(seat, replica)
    if (replica.damaged.length > 0) this.#tellDamage(seat, true)
    this.#audience.introduce(seat)
    for (const frame of seat.dequeue()) this.#receive(seat, frame)
  }

  #ask(seat: Seat, replica: Replica): void {
    seat.asked = true
    this.#audience.send(seat, replica.encoded.step1())
  }

  #receive(seat: Seat, frame: Uint8Array): void {
    if (seat.gone || this.#ended) return
    if (!this.#replica) {
      if (seat.enqueue(frame)) return
      return this.#audience.close(seat, CLOSE.tryLater, 'Too much was sent before the document was loaded.')
    }
    try {
      this.#handle(seat, this.#replica, frames.readFrame(frame))
    } catch {
      this.#audience.close(seat, CLOSE.malformed, 'The message cannot be read.')
    }
  }

  #handle(seat: Seat, replica: Replica, message: frames.Message): void {
    switch (message.type) {
      case 'step1': {
        // Taken now, sent when it is committed: nobody gets to see what could still be lost.
        const frame = replica.encoded.step2(message.vector)
        return this.#commits.after(() => this.#audience.send(seat, frame))
      }
      case 'step2':
      case 'update':
        return this.#update(seat, replica, message.data, message.type === 'step2')
      case 'awareness':
        return this.#audience.hear(seat, message.data, (client) => this.#claim(seat, replica, client))
      case 'queryAwareness':
        return this.#audience.introduce(seat)
      case 'check': {
        if (!seat.peer.acknowledged || this.#agreement.agrees(replica.doc, message.vector, message.hash))
          return
        this.#options.watch.diverged()
        this.#error(new Error('a client sees something else although it has the same changes'))
        return this.#audience.send(seat, frames.divergedFrame())
      }
    }
  }

  #claim(seat: Seat, replica: Replica, client: number): boolean {
    const { personId } = seat.peer.member
    const claimed = replica.claim(client, personId)
    if (claimed === 'new') {
      // Kept before anybody else can see the id, so that nobody can take it while its owner is away.
      this.#options.log.append(this.name, [], [[client, personId]]).catch((error) => this.#error(error))
    }
    return claimed !== 'foreign'
  }

  #update(seat: Seat, replica: Replica, data: Uint8Array, whole: boolean): void {
    const count = ++seat.received
    const start = performance.now()
    if (whole) seat.asked = false
    const limit = whole ? LIMITS.syncBytes : LIMITS.updateBytes
    if (data.length > limit) {
      this.#options.watch.refused('too-large')
      return this.#audience.close(seat, CLOSE.tooLarge, `A change may have at most ${limit} bytes.`)
    }
    if (this.#commits.bytes > UNCOMMITTED_BYTES) {
      return this.#audience.close(
        seat,
        CLOSE.tryLater,
        'Nothing can be stored now; the change stays on your side.',
      )
    }
    // What a full sync brings may be anybody's; who has told their own client id wrote under others only in closed pages.
    const binds = !whole || seat.presence.client === undefined
    const admitted = this.#admit(replica, seat.peer.member, data, binds)
    if (admitted instanceof Refused)
      return this.#refuse(seat, replica, count, admitted, whole ? data : undefined)
    if (admitted instanceof Broken) {
      this.#options.watch.refused('broken')
      return this.#audience.close(seat, CLOSE.notAllowed, 'The change cannot be applied.')
    }
    if (whole) seat.hole = false
    const silent = !seat.peer.acknowledged || seat.hole
    const acknowledge = () => {
      this.#options.watch.committed(performance.now() - start)
      if (!silent) this.#audience.acknowledge(seat, count)
    }
    if (!admitted) this.#commits.after(acknowledge)
    else {
      this.#commit(replica, admitted, seat.peer.member, seat, acknowledge).catch(() => {
        // It is not stored, and the document will be loaded without it; its author still has it.
        seat.hole = true
      })
    }
    if (whole && this.#replica === replica) this.#healing.cameBack(seat, replica)
  }

  /** Everything that was lost and can come back is back. */
  #recovered(replica: Replica): void {
    // Loaded from here on instead of the rows that cannot be read; these stay for whoever looks into the log.
    const keep = this.#snapshots.take(replica.seq, () => replica.snapshot())
    this.#commits.after(() => {
      keep()
      for (const seat of this.#audience) this.#tellDamage(seat, false)
    })
  }

  #tellDamage(seat: Seat, isDamaged: boolean): void {
    if (seat.peer.acknowledged) this.#audience.send(seat, frames.damagedFrame(isDamaged))
  }

  /** After `Broken` the document is being loaded again. */
  #admit(replica: Replica, member: PeerMember, data: Uint8Array, binds = true) {
    try {
      return replica.admit(member, data, binds)
    } catch (error) {
      if (error instanceof Refused) return error
      this.#reload(error)
      return error instanceof Broken ? error : new Broken('the gate failed', { cause: error })
    }
  }

  #refuse(seat: Seat, replica: Replica, count: number, refused: Refused, whole?: Uint8Array): void {
    this.counts.refused++
    this.#options.watch.refused(refused.kind)
    const { peer } = seat
    const first = !seat.hole
    seat.hole = true
    // Readers' editors repair and tidy by themselves: never a reason to send them away.
    const quiet = refused.kind === 'not-allowed' || !may(peer.member, this.#policy.action)
    const gap = !quiet && refused.kind === 'gap'
    // Usual right after connecting, when edits overtake the first SyncStep2: that will bring everything.
    if (gap && first && !seat.asked) this.#ask(seat, replica)
    // Where rows were lost, others' clients offer what the server should have had: not their fault.
    if (whole && !quiet && refused.kind !== 'too-large') {
      const offered = this.#healing.offer(seat, replica, whole, refused)
      if (offered === 'taken') return this.#acknowledge(seat, count, replica)
      if (offered === 'waits') return
    }
    if (peer.acknowledged && !(gap && !whole))
      this.#audience.send(seat, frames.refusedFrame(count, refused.message, refused.kind))
    if (quiet || gap) return
    const code = refused.kind === 'too-large' ? CLOSE.tooLarge : CLOSE.notAllowed
    this.#audience.close(seat, code, refused.message)
  }

  /** All of a full sync is here that its sender has to bring. */
  #acknowledge(seat: Seat, count: number, replica: Replica): void {
    seat.hole = false
    this.#commits.after(() => seat.peer.acknowledged && this.#audience.acknowledge(seat, count))
    this.#healing.cameBack(seat, replica)
  }

  #takePart(seat: Seat, part: Uint8Array): boolean | Refused | 'stop' {
    const { member } = seat.peer
    const admitted = this.#replica && this.#admit(this.#replica, member, part)
    if (!this.#replica || admitted instanceof Broken) return 'stop'
    if (!admitted || admitted instanceof Refused) return admitted ?? false
    this.#commit(this.#replica, admitted, member, seat).catch(() => {})
    return true
  }

  /** Stores it; once it is committed, tells the others and calls `then`. @throws when it is lost */
  #commit(
    replica: Replica,
    { update, writers, clients, tidied, told }: Admitted,
    member: PeerMember,
    author?: Seat,
    then?: () => void,
  ): Promise<void> {
    this.counts.updates++
    this.#agreement.changed()
    const seq = ++replica.seq
    const keep = this.#snapshots.take(seq, () => replica.snapshotIfDue(update))
    const row = { seq, personId: member.personId, at: this.#options.now(), data: update }
    const committed = this.#commits.append(row, writers, () => {
      this.#audience.tell(update, tidied ? undefined : author)
      then?.()
      if (told.length > 0) this.#options.onTold(member.personId, told)
      keep()
    })
    // Others may have waited for it.
    this.#healing.moved(replica, clients)
    return committed
  }

  #error(error: unknown): void {
    this.#options.onError(error, this.name)
  }

  /** Unloads after a while without users. Nothing can come between the last look and the end of the room. */
  #restIfUnused(): void {
    if (this.#audience.size > 0 || this.#users > 0 || this.#ended) return
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      if (this.#audience.size > 0 || this.#users > 0 || this.#ended) return
      if (this.#commits.busy || !this.#replica) return this.#restIfUnused()
      this.#ended = true
      this.#options.onEnd(this)
      this.#replica.doc.destroy()
    }, this.#options.idleMs)
    this.#idle.unref()
  }
}
