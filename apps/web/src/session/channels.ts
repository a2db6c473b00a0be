/**
 * The documents of a session: the shared notes, my private ones and the summary, and what is read off them for the whole page. When the server refuses a change for good,
 * the document starts afresh from the server, and what was not accepted is handed back to the person who wrote it.
 * Loaded after the reader shows.
 */
import { citedPassages } from '@lectern/docs'
import type { Passage } from '@lectern/model'
import { openChannel } from './channel.ts'
import { refusals } from './refusals.ts'
import { lostWords } from './refused.ts'
import { createStore } from './store.ts'
import type { Why } from './why.ts'
import type { Channel, ChannelKind, Channels, Store } from './workspace.ts'

export type ChannelsOptions = {
  sessionId: string
  personId: string
  /** Called with every set of documents that takes the place of the one before. */
  onChannels: (channels: Channels) => void
  /** The server closed a document's connection for good (4400–4499). */
  onClosed: (kind: ChannelKind, close: { code: number; why: Why }) => void
}

export type OpenChannels = {
  /** Starts the document afresh, as the server has it. */
  restart(kind: ChannelKind, why: Why): void
  /** @param handBack why what is not saved yet never will be; it is then given back to who wrote it */
  destroy(handBack?: Why): void
}

/** A server that refuses again and again is asked less and less often: pauses before the second, third … start, ms. */
const FIRST_PAUSE = 1000
const LONGEST_PAUSE = 30_000
/** So long without a refusal, and the next is the first again, ms. */
const CALM = 60_000

/** Longest wait for the server's version before the words are handed back anyway, ms. */
const COMPARE_WITHIN = 10_000

export function openChannels({ sessionId, personId, onChannels, onClosed }: ChannelsOptions): OpenChannels {
  const origin = location.origin.replace(/^http/, 'ws')
  const open = (kind: ChannelKind, fresh: boolean, pause = 0): Channel =>
    openChannel({
      origin,
      sessionId,
      personId,
      kind,
      fresh,
      pause,
      shelf: shelf(),
      onRefused: (why) => restart(kind, why),
      onClosed: (close) => onClosed(kind, close),
    })

  const current = {
    annotations: open('annotations', false),
    mine: open('mine', false),
    summary: open('summary', false),
  }
  let cited = citedStore(current.summary)
  const tell = () => onChannels({ ...current, cited: cited.store })

  const starts: { [kind in ChannelKind]: number[] } = {
    annotations: [],
    mine: [],
    summary: [],
  }
  const pauseBefore = (kind: ChannelKind): number => {
    const recent = starts[kind].filter((at) => performance.now() - at < CALM)
    starts[kind] = [...recent, performance.now()]
    return recent.length === 0 ? 0 : Math.min(FIRST_PAUSE * 2 ** (recent.length - 1), LONGEST_PAUSE)
  }

  const restart = (kind: ChannelKind, why: Why) => {
    const before = current[kind]
    before.destroy()
    // The browser's copy goes with the old document: from here on this is the only place that has the words.
    const refusal = { sessionId, personId, kind, why }
    const held = refusals.hold({ ...refusal, words: before.words() })
    const now = open(kind, true, pauseBefore(kind))
    current[kind] = now
    if (kind === 'summary') {
      cited.stop()
      cited = citedStore(now)
    }
    tell()
    afterSync(now, () => refusals.settle(held, lostWords(kind, before.doc, now.doc, personId)))
  }

  tell()
  return {
    restart,
    destroy: (handBack) => {
      cited.stop()
      for (const kind of ['annotations', 'mine', 'summary'] as const) {
        const { state, words, destroy } = current[kind]
        destroy()
        if (handBack === undefined || state.get().unsaved === 0) continue
        refusals.settle(refusals.hold({ sessionId, personId, kind, why: handBack, words: '' }), words())
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
