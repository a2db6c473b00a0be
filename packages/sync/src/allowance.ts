/**
 * What one person may take of the server, over all their connections: time, updates, first syncs, presence. Stands between
 * the socket and the room. Whoever takes more waits, with frames in their order; only when too much is waiting is the
 * connection closed (4429). Presence is dropped, because the next one says everything again.
 * Reads the first bytes of a frame, no documents. Limits: `LIMITS` of the model.
 */
import { LIMITS } from '@lectern/model'
import * as decoding from 'lib0/decoding'
import { CLOSE, type Peer } from './peer.ts'

/** The socket's side of a connection; see `Connection`. */
type Line = { receive(frame: Uint8Array): void; closed(): void }

/** A store that fills steadily up to `burst` and may be overdrawn. */
class Bucket {
  readonly #perSecond: number
  readonly #burst: number
  #left: number
  #at: number

  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#left = burst
    this.#at = now
  }

  /** ms until it holds `least`; 0 when it does. */
  wait(least: number, now: number): number {
    this.#left = Math.min(this.#burst, this.#left + (Math.max(0, now - this.#at) * this.#perSecond) / 1_000)
    this.#at = now
    return this.#left >= least ? 0 : ((least - this.#left) * 1_000) / this.#perSecond
  }
  take(amount: number): void {
    this.#left -= amount
  }
}

/** One connection of a person. */
type Seat = { line: Line; peer: Peer; open: boolean; presence: Map<number, Bucket> }

/** A person, as long as they are connected and for a while after, so that coming back is not a new allowance. */
type Account = {
  cpu: Bucket
  updates: Bucket
  syncs: Bucket
  connections: number
  waiting: { seat: Seat; frame: Uint8Array }[]
  waitingBytes: number
  /** Runs what waits. */
  timer: unknown
}

/** How long an account without connections is remembered, ms: time enough to fill up again. */
const MEMORY = 60_000
/** Clients one connection may speak of. A stock client repeats what it hears of everybody. */
const SPOKEN_OF = 512

type Kind = 'update' | 'sync' | 'presence'
/** y-websocket: 0 sync (0 step 1, 1 step 2, 2 update), 1 awareness, 3 asks for everybody's awareness. */
const kindOf = ([type, step]: Uint8Array): Kind =>
  type === 1 ? 'presence' : type === 0 && step !== 0 ? 'update' : 'sync'

export class Allowances {
  /** Since the start: frames that had to wait, presence that was dropped, connections closed with 4429. */
  readonly counts = { waited: 0, dropped: 0, closed: 0 }
  readonly #accounts = new Map<string, Account>()
  readonly #clock: () => number
  readonly #later: (run: () => void, ms: number) => unknown

  /**
   * @param options.clock ms, only grows
   * @param options.later runs something after some ms
   */
  constructor({
    clock = () => performance.now(),
    later = (run: () => void, ms: number): unknown => setTimeout(run, ms).unref(),
  } = {}) {
    this.#clock = clock
    this.#later = later
  }

  /** The same connection, within the allowance of its person. */
  guard(peer: Peer, line: Line): Line {
    const { personId } = peer.member
    const account = this.#accountOf(personId)
    account.connections++
    const seat: Seat = { line, peer, open: true, presence: new Map() }
    return {
      receive: (frame) => this.#receive(account, seat, frame),
      closed: () => {
        if (seat.open) this.#leave(personId, account, seat)
        line.closed()
      },
    }
  }

  #accountOf(personId: string): Account {
    let account = this.#accounts.get(personId)
    if (!account) {
      const now = this.#clock()
      account = {
        cpu: new Bucket(LIMITS.cpuPerSecond, LIMITS.cpuBurst, now),
        updates: new Bucket(LIMITS.updatesPerSecond, LIMITS.updatesBurst, now),
        syncs: new Bucket(LIMITS.syncsPerSecond, LIMITS.syncsBurst, now),
        connections: 0,
        waiting: [],
        waitingBytes: 0,
        timer: undefined,
      }
      this.#accounts.set(personId, account)
    }
    return account
  }

  #leave(personId: string, account: Account, seat: Seat): void {
    seat.open = false
    account.connections--
    this.#forget(account, seat)
    if (account.connections > 0) return
    this.#later(() => {
      if (account.connections === 0 && this.#accounts.get(personId) === account)
        this.#accounts.delete(personId)
    }, MEMORY)
  }

  #forget(account: Account, seat: Seat): void {
    account.waiting = account.waiting.filter((turn) => turn.seat !== seat)
    account.waitingBytes = account.waiting.reduce((sum, { frame }) => sum + frame.length, 0)
  }

  #receive(account: Account, seat: Seat, frame: Uint8Array): void {
    if (!seat.open) return
    const kind = kindOf(frame)
    if (kind === 'presence') {
      if (account.waiting.length === 0 && this.#mayShow(seat, frame)) return this.#run(account, seat, frame)
      this.counts.dropped++
      return
    }
    if (account.waiting.length === 0 && this.#wait(account, kind) === 0) {
      return this.#run(account, seat, frame)
    }
    if (
      account.waiting.length >= LIMITS.waitingFrames ||
      account.waitingBytes + frame.length > LIMITS.waitingBytes
    ) {
      this.counts.closed++
      this.#forget(account, seat)
      seat.open = false
      account.connections--
      return seat.peer.close(
        CLOSE.tooFast,
        'Too much was sent at once. Wait a little, then load the page again.',
      )
    }
    this.counts.waited++
    account.waitingBytes += frame.length
    // A copy: a small frame would keep the whole chunk in which it came.
    account.waiting.push({ seat, frame: frame.slice() })
    this.#schedule(account)
  }

  /** ms until a frame of this kind may be handled. */
  #wait(account: Account, kind: Kind): number {
    const now = this.#clock()
    const bucket = kind === 'update' ? account.updates : account.syncs
    return Math.max(account.cpu.wait(0, now), bucket.wait(1, now))
  }

  #run(account: Account, { line }: Seat, frame: Uint8Array): void {
    const kind = kindOf(frame)
    if (kind === 'update') account.updates.take(1)
    if (kind === 'sync') account.syncs.take(1)
    const start = this.#clock()
    line.receive(frame)
    account.cpu.take(this.#clock() - start)
  }

  #schedule(account: Account): void {
    const [next] = account.waiting
    if (!next || account.timer) return
    account.timer = this.#later(
      () => {
        account.timer = undefined
        for (let turn = account.waiting[0]; turn; turn = account.waiting[0]) {
          if (this.#wait(account, kindOf(turn.frame)) > 0) break
          account.waiting.shift()
          account.waitingBytes -= turn.frame.length
          this.#run(account, turn.seat, turn.frame)
        }
        this.#schedule(account)
      },
      Math.max(1, Math.ceil(this.#wait(account, kindOf(next.frame)))),
    )
  }

  /** Counted for each client it speaks of, because a stock client also repeats what it hears of others. */
  #mayShow(seat: Seat, frame: Uint8Array): boolean {
    const now = this.#clock()
    const about = clientOf(frame)
    let bucket = seat.presence.get(about)
    if (!bucket) {
      if (seat.presence.size >= SPOKEN_OF) return false
      bucket = new Bucket(LIMITS.awarenessPerSecond, LIMITS.awarenessBurst, now)
      seat.presence.set(about, bucket)
    }
    if (bucket.wait(1, now) > 0) return false
    bucket.take(1)
    return true
  }
}

/** The one client an awareness frame is about; -1 for several, or when it cannot be read. */
function clientOf(frame: Uint8Array): number {
  try {
    const decoder = decoding.createDecoder(frame)
    decoding.readVarUint(decoder) // type
    decoding.readVarUint(decoder) // length
    return decoding.readVarUint(decoder) === 1 ? decoding.readVarUint(decoder) : -1
  } catch {
    return -1
  }
}
