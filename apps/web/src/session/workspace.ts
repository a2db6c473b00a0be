/**
 * What every part of the session page shares: the session as the server last said it, the documents once they are
 * loaded, and what the page is looking at. Loads no Yjs by itself (types only), so that the reader can show first.
 */
import type { Action, Board, Held, Invites, Me, Member, Passage, Session, Spoken, Text } from '@lectern/model'
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { Carry } from './carry.ts'

/** A value that changes: `useStore(store)` re-renders on change. Snapshots are immutable. */
export interface Store<T> {
  readonly get: () => T
  readonly subscribe: (listener: () => void) => () => void
}
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get)
}

/** `mine` are my private notes: the same layout as `annotations`, nobody else's. */
export type ChannelKind = 'annotations' | 'mine' | 'summary'

/** The state of one document's connection and cache. */
export type ChannelState = {
  /** Something to show is there: from the cache or from the server. */
  loaded: boolean
  connected: boolean
  /** The first sync of the present connection is done, both ways: the server has committed what we had. */
  synced: boolean
  /** Local changes the server has not yet counted as committed. Survives a reload. */
  unsaved: number
  /** The server refused a change for good; the words are still here. */
  refused?: string
  /** The server closed the channel for good (4400–4499). */
  closed?: { code: number; reason: string } | undefined
  /** When the server last had everything, ms since 1970. */
  savedAt?: number
  /** Sent some seconds ago, and the server has not said a word on it. */
  stalled?: boolean
  /** Why the server takes nothing just now. It is asked again by itself. */
  trouble?: 'too-fast' | 'later' | undefined
  /** Whether this browser keeps a copy; without one, what is unsaved lives as long as the page. Absent before it is known. */
  keeps?: boolean
  /** Parts of what the server stored cannot be read and are not all back. */
  damaged?: boolean
  /** A copy was here and cannot be read in full; the number of unsaved changes it may have had. */
  missing?: number
  /** The changes of others are held back: none has come since, or some wait. */
  held?: 'still' | 'changed' | undefined
}

/** One Yjs document over /collab, with its local cache. */
export interface Channel {
  readonly doc: Y.Doc
  /** Holds the changes of others back, or takes in what has come and lets them come again. One's own go on to everybody. */
  hold(still: boolean): void
  readonly awareness: Awareness
  readonly state: Store<ChannelState>
  /** The summary, or one's own comments, as plain text to take away. */
  readonly words: () => string
  readonly destroy: () => void
}

export type Channels = {
  annotations: Channel
  mine: Channel
  summary: Channel
  /** Passages the summary cites, in document order. */
  cited: Store<Passage[]>
}

export type Workspace = {
  session: Session
  me: Me
  members: Member[]
  /** Persons with a live connection. */
  online: string[]
  texts: Text[]
  /** Where what was written stands in them. */
  carry: Carry
  invites?: Invites
  /** null until the documents' code is loaded, right after the reader first shows. */
  channels: Channels | null
  /** Notes that wait for the reveal. */
  held: Held
  /** The question board. */
  board: Board
  /** How long people have had the floor, ms: mine; to a host that of all. */
  spoken: Spoken
  /** I was taken out of the session, or it is gone: nothing can be read or written any more. */
  removed: boolean
  may: (action: Action) => boolean
  /** Sends a command; the id is made here. @throws Problem */
  command: (command: { type: string; [field: string]: unknown }) => Promise<unknown>
  /** Fetches the session again (after a PATCH, say). */
  refresh: () => Promise<void>
}

export const WorkspaceContext = createContext<Workspace | null>(null)

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('useWorkspace outside of a session page')
  return workspace
}

const NONE: Store<null> = { get: () => null, subscribe: () => () => undefined }

/** The state of a document that may not be open yet. */
export const useChannelState = (channel: Channel | undefined): ChannelState | null =>
  useStore<ChannelState | null>(channel?.state ?? NONE)
