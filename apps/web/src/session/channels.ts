/**
 * The two documents of a session, and what is read off them for the whole page. When the server refuses a change for good,
 * the document starts afresh from the server, and what was not accepted is handed back to the person who wrote it.
 * Loaded after the reader shows.
 */
import { citedPassages } from '@lectern/docs'
import type { Passage } from '@lectern/model'
import * as Y from 'yjs'
import { openChannel } from './channel.ts'
import { refusals } from './refusals.ts'
import { lostWords } from './refused.ts'
import { createStore } from './store.ts'
import type { Channel, ChannelKind, Channels, Store } from './workspace.ts'

export type ChannelsOptions = {
  sessionId: string
  personId: string
  /** Called with every set of documents that takes the place of the one before. */
  onChannels: (channels: Channels) => void
  /** The server closed a document's connection for good (4400–4499). */
  onClosed: (kind: ChannelKind, close: { code: number; reason: string }) => void
}

export type OpenChannels = {
  /** Starts the document afresh, as the server has it. */
  restart(kind: ChannelKind, reason: string): void
  /** @param handBack why what is not saved yet never will be; it is then given back to who wrote it */
  destroy(handBack?: string): void
}

/** Longest wait for the server's version before the words are handed back anyway, ms. */
const COMPARE_WITHIN = 10_000

export function openChannels({ sessionId, personId, onChannels, onClosed }: ChannelsOptions): OpenChannels {
  const origin = location.origin.replace(/^http/, 'ws')
  const open = (kind: ChannelKind, fresh: boolean): Channel =>
    openChannel({
      origin,
      sessionId,
      personId,
      kind,
      fresh,
      shelf: shelf(),
      onRefused: (reason) => restart(kind, reason),
      onClosed: (close) => onClosed(kind, close),
    })

  const current = { annotations: open('annotations', false), summary: open('summary', false) }
  let cited = citedStore(current.summary)
  const tell = () => onChannels({ ...current, cited: cited.store })

  const restart = (kind: ChannelKind, reason: string) => {
    const before = current[kind]
    before.destroy()
    const now = open(kind, true)
    current[kind] = now
    if (kind === 'summary') {
      cited.stop()
      cited = citedStore(now)
    }
    tell()
    afterSync(now, () => {
      const words = lostWords(kind, before.doc, now.doc, personId)
      if (words) refusals.add({ kind, reason, words })
    })
  }

  tell()
  return {
    restart,
    destroy: (handBack) => {
      cited.stop()
      for (const kind of ['annotations', 'summary'] as const) {
        const { doc, state, destroy } = current[kind]
        destroy()
        if (handBack === undefined || state.get().unsaved === 0) continue
        const words = lostWords(kind, doc, new Y.Doc(), personId)
        if (words) refusals.add({ kind, reason: handBack, words })
      }
    },
  }
}

/** Reading the property throws where the browser keeps nothing. */
function shelf(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

function afterSync(channel: Channel, done: () => void): void {
  const finish = () => {
    stop()
    clearTimeout(timer)
    done()
  }
  const timer = setTimeout(finish, COMPARE_WITHIN)
  const stop = channel.state.subscribe(() => {
    if (channel.state.get().synced) finish()
  })
}

/** Passages the summary cites, read again at most once a frame and told only when they are others. */
function citedStore({ doc }: Channel): { store: Store<Passage[]>; stop(): void } {
  const store = createStore<Passage[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined
  const read = () => {
    timer = undefined
    const found = citedPassages(doc)
    if (JSON.stringify(found) !== JSON.stringify(store.get())) store.set(found)
  }
  const changed = () => {
    timer ??= setTimeout(read, 30)
  }
  doc.on('update', changed)
  return {
    store,
    stop: () => {
      clearTimeout(timer)
      doc.off('update', changed)
    },
  }
}
