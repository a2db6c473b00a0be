/**
 * One Yjs document over /collab: synchronised while there is a connection, kept in the browser always, with a truthful
 * account of what the server has committed. Knows neither page nor editor; loaded after the reader shows.
 */
import * as decoding from 'lib0/decoding'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type Cache, dropCache, isFromCache, openCache } from './cache.ts'
import { coalesceUpdates } from './coalesce.ts'
import { createStore } from './store.ts'
import { type Shelf, Tally, UnsavedCount } from './tally.ts'
import type { Channel, ChannelKind, ChannelState } from './workspace.ts'

/** Frames beyond y-websocket, sent to a client that asked with `?acks=1`. */
const SAVED = 4
const REFUSED = 5
/** Close code of a client that sent too fast: worth another try, unlike the rest of 4400–4499. */
const TOO_FAST = 4429
/** ms */
const COOL_DOWN = 15_000
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
  shelf?: Shelf | undefined
  Socket?: typeof WebSocket
  onRefused: (reason: string) => void
  onClosed: (close: { code: number; reason: string }) => void
}

export function openChannel(options: ChannelOptions): Channel {
  const { sessionId, personId, kind, Socket = WebSocket } = options
  const name = `lectern:${personId}:${sessionId}:${kind}`
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const tally = new Tally()
  const unsaved = new UnsavedCount(name, options.shelf)
  if (options.fresh) unsaved.clear()
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

  const provider = new WebsocketProvider(`${options.origin}/collab/${sessionId}`, kind, doc, {
    awareness,
    connect: false,
    disableBc: true, // tabs speak through the server, which knows who may write
    params: { acks: '1' },
    resyncInterval: -1,
    maxBackoffTime: LONGEST_PAUSE,
    WebSocketPolyfill: counting(Socket, tally),
  })
  coalesceUpdates(provider)

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
    publish({ savedAt: Date.now(), stalled: false })
  }

  provider.messageHandlers[SAVED] = (_encoder, decoder) => {
    tally.saved(decoding.readVarUint(decoder))
    watch()
    if (state.get().stalled) publish({ stalled: false })
    settle()
  }
  provider.messageHandlers[REFUSED] = (_encoder, decoder) => {
    decoding.readVarUint(decoder)
    const reason = decoding.readVarString(decoder)
    publish({ refused: reason })
    options.onRefused(reason)
  }
  provider.on('status', ({ status }) => {
    if (status === 'connecting') tally.reset()
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
  provider.on('closed', (close) => {
    publish({ closed: { code: close.code, reason: close.reason } })
    if (close.code === TOO_FAST) {
      coolDown = setTimeout(() => {
        publish({ closed: undefined })
        provider.connect()
      }, COOL_DOWN)
    } else options.onClosed(close)
  })
  doc.on('update', (_update, origin) => {
    if (origin === provider || isFromCache(origin)) return
    unsaved.add()
    if (unsaved.count === 1 || !stall) watch()
    publish()
  })

  void open()
  async function open(): Promise<void> {
    if (options.fresh) await dropCache(name)
    const opened = await openCache(name, doc)
    if (destroyed) return opened?.close()
    cache = opened
    // Nothing was kept, so nothing is "only on this device".
    if (!cache && doc.store.clients.size === 0) unsaved.clear()
    watch()
    publish({ loaded: cache?.complete === true || doc.store.clients.size > 0 })
    provider.connect()
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
    destroy: () => {
      destroyed = true
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
