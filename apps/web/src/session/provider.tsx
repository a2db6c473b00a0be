/**
 * Holds the session page's shared state: the session as it was fetched, kept current by the live channel, and the two
 * documents. Their code is loaded after the first paint, so that the text is there at once.
 */
import {
  type Board,
  type Held,
  type Member,
  may,
  Problem,
  type SessionState,
  type SessionView,
  type Spoken,
} from '@lectern/model'
import { lazy, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api } from '../app/api.ts'
import { m } from '../messages/messages.js'
import { afterPaint, Later } from '../ui/later.tsx'
import { announce } from '../ui/announce.tsx'
import type { OpenChannels } from './channels.ts'
import type { Live } from './live.ts'
import { roleSentence } from './standing.ts'
import { useCarry } from './use-carry.ts'
import type { Why } from './why.ts'
import { type ChannelKind, type Channels, type Workspace, WorkspaceContext } from './workspace.ts'

const Warnings = lazy(() => import('./warnings.tsx').then((part) => ({ default: part.Warnings })))
const Refused = lazy(() => import('./refused-dialog.tsx').then((part) => ({ default: part.Refused })))

/** Problems that mean: I am no member (any more). */
const OUT: readonly string[] = ['forbidden', 'not-found', 'not-signed-in']
const NOT_ALLOWED = 4403
const TOO_LARGE = 4409
/** Pause before the server is asked again, ms. */
const AGAIN = 3000
const NONE_HELD: Held = { notes: 0, people: 0 }
const NO_QUESTIONS: Board = []
const NOBODY_SPOKE: Spoken = {}

export function WorkspaceProvider({
  sessionId,
  view,
  children,
}: {
  sessionId: string
  /** As first fetched; a newer one takes its place. */
  view: SessionView
  children: ReactNode
}) {
  const [current, setCurrent] = useState(view)
  const [online, setOnline] = useState<string[]>([])
  const [channels, setChannels] = useState<Channels | null>(null)
  const [held, setHeld] = useState<Held>(NONE_HELD)
  const [board, setBoard] = useState<Board>(NO_QUESTIONS)
  const [spoken, setSpoken] = useState<Spoken>(NOBODY_SPOKE)
  const [removed, setRemoved] = useState(false)
  const live = useRef<Live>(null)
  const out = useRef(false)
  const goOut = useCallback(() => {
    out.current = true
    setRemoved(true)
  }, [])
  const personId = view.me.personId

  const [given, setGiven] = useState(view)
  if (given !== view) {
    setGiven(view)
    setCurrent(view)
  }

  /** @throws Problem */
  const refresh = useCallback(async () => {
    try {
      setCurrent(await api.session(sessionId))
    } catch (error) {
      if (error instanceof Problem && OUT.includes(error.code)) goOut()
      throw error
    }
  }, [sessionId, goOut])

  const onState = useCallback(
    (state: SessionState) => {
      const me = state.members.find((member) => member.personId === personId)
      if (!me || me.removed) return goOut()
      setOnline(state.online)
      setHeld(state.held)
      setCurrent((before) => merge(before, state, me))
    },
    [personId, goOut],
  )

  // A session that got other texts, or gave me the host's links: what the live channel does not carry is fetched.
  const incomplete =
    current.session.textIds.some((id) => !current.texts.some((text) => text.id === id)) ||
    (current.me.role === 'host' && !current.invites)
  const asked = useRef('')
  useEffect(() => {
    const wanted = JSON.stringify([current.session.textIds, current.me.role])
    if (!incomplete || asked.current === wanted) return
    asked.current = wanted // once for each change: a server that never gives them is not asked for ever
    refresh().catch(() => undefined)
  }, [incomplete, current, refresh])

  useEffect(() => {
    if (removed) return undefined
    let over = false
    let open: OpenChannels | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const onClosed = (kind: ChannelKind, { code, why }: { code: number; why: Why }) => {
      if (code !== NOT_ALLOWED && code !== TOO_LARGE) return goOut()
      // Either I am out, or what I wrote was not acceptable: the server tells which.
      const ask = () =>
        refresh().then(
          () => open?.restart(kind, why),
          () => {
            if (!over) timer = setTimeout(ask, AGAIN)
          },
        )
      void ask()
    }
    const onRefused = () => void refresh().catch(() => undefined)
    const start = async () => {
      const [{ openChannels }, { openLive }] = await Promise.all([
        import('./channels.ts'),
        import('./live.ts'),
      ])
      if (over) return
      open = openChannels({ sessionId, personId, onChannels: setChannels, onClosed })
      live.current = openLive({ sessionId, onState, onSpoken: setSpoken, onBoard: setBoard, onRefused })
    }
    const begin = () => {
      start().catch(() => {
        timer = setTimeout(begin, AGAIN)
      })
    }
    const cancel = afterPaint(begin)
    return () => {
      over = true
      cancel()
      clearTimeout(timer)
      open?.destroy(out.current ? { code: 'out', detail: '' } : undefined)
      setChannels(null)
      live.current?.destroy()
      live.current = null
    }
  }, [sessionId, personId, removed, onState, refresh, goOut])

  useAnnouncedStanding(current, removed)
  const carry = useCarry(current)
  const muted = current.members.find((member) => member.personId === personId)?.muted === true

  const workspace = useMemo<Workspace>(
    () => ({
      session: current.session,
      me: current.me,
      members: current.members,
      online,
      texts: current.texts,
      carry,
      ...(current.invites && { invites: current.invites }),
      channels,
      held,
      board,
      spoken,
      removed,
      may: (action) =>
        !removed && may({ role: current.me.role, status: current.session.status, muted }, action),
      command: async (command) => (await import('./live.ts')).sendCommand(sessionId, live.current, command),
      refresh,
    }),
    [current, carry, muted, online, channels, held, board, spoken, removed, sessionId, refresh],
  )
  return (
    <WorkspaceContext value={workspace}>
      {children}
      <Later>
        <Warnings />
        <Refused sessionId={sessionId} personId={personId} />
      </Later>
    </WorkspaceContext>
  )
}

/** The state takes the place of everything it speaks of. */
function merge(view: SessionView, state: SessionState, me: Member): SessionView {
  const { textIds } = state.session
  // Until all texts are here, those that were stay: nobody is to look at an empty place.
  const complete = textIds.every((id) => view.texts.some((text) => text.id === id))
  const same =
    !complete ||
    (view.texts.length === textIds.length && view.texts.every((text, at) => text.id === textIds[at]))
  return {
    ...view,
    session: state.session,
    members: state.members,
    me: { personId: me.personId, name: me.name, color: me.color, role: me.role },
    texts: same ? view.texts : textIds.flatMap((id) => view.texts.find((text) => text.id === id) ?? []),
  }
}

/** Says aloud when what I may do has changed. */
function useAnnouncedStanding({ me, session }: SessionView, removed: boolean): void {
  const before = useRef({ role: me.role, status: session.status, removed })
  useEffect(() => {
    const was = before.current
    before.current = { role: me.role, status: session.status, removed }
    if (removed && !was.removed) announce(m.save_removed())
    else if (session.status !== was.status) {
      announce(session.status === 'closed' ? m.save_session_closed() : m.save_session_reopened())
    } else if (me.role !== was.role) {
      announce(roleSentence(me.role))
    }
  }, [me.role, session.status, removed])
}
