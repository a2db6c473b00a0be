/**
 * One Yjs document over /collab: synchronised while there is a connection, kept in the browser always, with a truthful
 * account of what the server has committed. Knows neither page nor editor; loaded after the reader shows.
 */
import { FRAME } from '@lectern/model'
import * as decoding from 'lib0/decoding'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { watchAgreement } from './agreement.ts'
import { type Cache, dropCache, isFromCache, openCache } from './cache.ts'
import { coalesceUpdates } from './coalesce.ts'
import { QUIET } from './quiet.ts'
import { lostWords } from './refused.ts'
import { createStore } from './store.ts'
import { type Shelf, Tally, UnsavedCount } from './tally.ts'
import { type Why, whyOfClose, whyOfRefusal } from './why.ts'
import type { Channel, ChannelKind, ChannelState } from './workspace.ts'

/** Close code of a client that sent too fast: worth another try, unlike the rest of 4400–4499. */
const TOO_FAST = 4429
/** Close code of a server that cannot take anything now. */
const LATER = 1013
/** Pause after TOO_FAST, ms; twice as long each time it is not enough, up to the longest. */
const COOL_DOWN = 5000
const LONGEST_COOL_DOWN = 60_000
const LONGEST_PAUSE = 5000
/** So long without a word on what was sent, and "Saving…" would be a promise nobody gave. ms */
const STALLED = 5000

export type ChannelOptions = {
  /** Of the server, e.g. ws://localhost:3000 */
  origin: string
  sessionId: string
  personId: string
  kind: ChannelKind
  /** Start without what the browser kept: the server refused it. */
  fresh?: boolean
  /** Before the first connection, ms. */
  pause?: number
  shelf?: Shelf | undefined
  Socket?: typeof WebSocket
  /** After so long without changes the page compares what it has with the server, ms. */
  idle?: number
  onRefused: (why: Why) => void
  onClosed: (close: { code: number; why: Why }) => void
}

export function openChannel(options: ChannelOptions): Channel {
  const { sessionId, personId, kind, Socket = WebSocket } = options
  const name = `lectern:${personId}:${sessionId}:${kind}`
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const tally = new Tally()
  const unsaved = new UnsavedCount(name, options.shelf)
  if (options.fresh) unsaved.drop()
  const state = createStore<ChannelState>({
    loaded: false,
    connected: false,
    synced: false,
    unsaved: unsaved.count,
  })
  let cache: Cache | null = null
  let destroyed = false
  let received = false
  let settled = false
  let stall: ReturnType<typeof setTimeout> | undefined
  let coolDown: ReturnType<typeof setTimeout> | undefined
  let pause = COOL_DOWN

  const provider = new WebsocketProvider(`${options.origin}/collab/${sessionId}`, kind, doc, {
    awareness,
    connect: false,
    disableBc: true, // tabs speak through the server, which knows who may write
    params: { acks: '1' },
    resyncInterval: -1,
    maxBackoffTime: LONGEST_PAUSE,
    WebSocketPolyfill: counting(Socket, tally),
  })
  const incoming = coalesceUpdates(provider, () => publish({ held: 'changed' }))
  const stopAgreement = watchAgreement(provider, {
    kind,
    idle: options.idle,
    isSettled: () => settled && unsaved.count === 0 && tally.settled && !incoming.waits,
    onDiverged: () => options.onRefused({ code: 'incomplete', detail: 'It is not what the server has.' }),
  })

  const publish = (change: Partial<ChannelState> = {}) => {
    if (destroyed) return
    const before = state.get()
    const next: ChannelState = {
      ...before,
      connected: provider.wsconnected,
      synced: provider.wsconnected && settled,
      unsaved: unsaved.count,
      ...change,
    }
    if (JSON.stringify(next) !== JSON.stringify(before)) state.set(next)
  }

  const watch = () => {
    clearTimeout(stall)
    stall = unsaved.count > 0 ? setTimeout(() => publish({ stalled: true }), STALLED) : undefined
  }

  /** Something came that may make everything saved. */
  const settle = () => {
    if (!provider.synced || !tally.settled) return publish()
    settled = true
    unsaved.clear()
    watch()
    pause = COOL_DOWN
    publish({ savedAt: Date.now(), stalled: false, trouble: undefined })
  }

  provider.messageHandlers[FRAME.saved] = (_encoder, decoder) => {
    tally.saved(decoding.readVarUint(decoder))
    watch()
    if (state.get().stalled) publish({ stalled: false })
    settle()
  }
  provider.messageHandlers[FRAME.refused] = (_encoder, decoder) => {
    tally.refused(decoding.readVarUint(decoder))
    const detail = decoding.readVarString(decoder)
    publish({ refused: detail })
    options.onRefused(
      whyOfRefusal(decoding.hasContent(decoder) ? decoding.readVarString(decoder) : '', detail),
    )
  }
  provider.messageHandlers[FRAME.damaged] = (_encoder, decoder) => {
    publish({ damaged: decoding.readVarUint(decoder) === 1 })
  }
  provider.on('status', ({ status }) => {
    if (status === 'connecting') tally.reset()
    // It says so again, if it still is.
    if (status === 'connected') publish({ damaged: false })
    if (status !== 'connected') settled = false
    // Others forgot us with the old connection; only a newer state brings us back to their screens.
    else if (awareness.getLocalState()) awareness.setLocalState(awareness.getLocalState())
    publish()
  })
  provider.on('sync', (synced) => {
    if (synced && !received) {
      received = true
      cache?.markComplete()
      publish({ loaded: true })
    }
    settle()
  })
  provider.on('connection-close', (close) => {
    if (close?.code === LATER) publish({ trouble: 'later' })
  })
  provider.on('closed', ({ code, reason }) => {
    if (code !== TOO_FAST) {
      publish({ closed: { code, reason } })
      return options.onClosed({ code, why: whyOfClose(code, reason) })
    }
    publish({ trouble: 'too-fast' })
    coolDown = setTimeout(() => provider.connect(), pause)
    pause = Math.min(2 * pause, LONGEST_COOL_DOWN)
  })
  doc.on('update', (_update, origin) => {
    if (origin === provider || origin === QUIET || isFromCache(origin)) return
    unsaved.add()
    if (unsaved.count === 1 || !stall) watch()
    publish()
  })

  void open()
  async function open(): Promise<void> {
    if (options.fresh) await dropCache(name)
    const opened = await openCache(name, doc, () => publish({ keeps: false }))
    if (destroyed) return opened.cache?.close()
    cache = opened.cache
    const { found } = unsaved
    // What cannot be opened is not in the document, so nothing the server says of it is about those changes.
    if (!cache) unsaved.setAside()
    else if (opened.damaged && doc.store.clients.size === 0) unsaved.drop()
    watch()
    publish({
      loaded: cache?.complete === true || doc.store.clients.size > 0,
      keeps: cache !== null,
      ...((opened.damaged || (!cache && found > 0)) && { missing: found }),
    })
    if (options.pause) coolDown = setTimeout(() => provider.connect(), options.pause)
    else provider.connect()
  }

  // A dead network is often noticed by the browser long before the socket does.
  const online = () => {
    provider.wsUnsuccessfulReconnects = 0
    if (provider.shouldConnect) provider.connect()
  }
  const offline = () => {
    if (!provider.shouldConnect) return
    provider.disconnect()
    provider.connect()
  }
  const leave = (event: BeforeUnloadEvent) => {
    if (unsaved.count > 0) event.preventDefault()
  }
  const page = typeof window === 'undefined' ? undefined : window
  page?.addEventListener('online', online)
  page?.addEventListener('offline', offline)
  page?.addEventListener('beforeunload', leave)

  return {
    doc,
    awareness,
    state,
    hold: (still) => {
      incoming.hold(still)
      publish({ held: still ? 'still' : undefined })
    },
    words: () => lostWords(kind, doc, new Y.Doc(), personId),
    destroy: () => {
      destroyed = true
      stopAgreement()
      clearTimeout(stall)
      clearTimeout(coolDown)
      page?.removeEventListener('online', online)
      page?.removeEventListener('offline', offline)
      page?.removeEventListener('beforeunload', leave)
      provider.destroy()
      awareness.destroy()
      cache?.close()
    },
  }
}

/** A WebSocket that tells the tally of every frame it sends. */
function counting(Socket: typeof WebSocket, tally: Tally): typeof WebSocket {
  return class extends Socket {
    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
      if (data instanceof Uint8Array) tally.sent(data)
      super.send(data as Uint8Array<ArrayBuffer>)
    }
  }
}
