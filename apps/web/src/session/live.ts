/**
 * The live channel: the session's state as the server says it, and commands with their answers. Loaded after the reader
 * shows. Knows no page.
 */
import {
  type Command,
  Board,
  CommandAnswer,
  Problem,
  ProblemDocument,
  SessionState,
  Spoken,
} from '@lectern/model'
import { io } from 'socket.io-client'
import { api } from '../app/api.ts'
import { setServerTime } from '../meeting/server-clock.ts'
import { askTime } from './clock.ts'
import { newId } from './new-id.ts'

export type LiveOptions = {
  sessionId: string
  onState: (state: SessionState) => void
  /** The question board, whole. */
  onBoard: (board: Board) => void
  /** How long people have spoken, as far as that is for me. */
  onSpoken: (spoken: Spoken) => void
  /** The server does not let me in (any more). */
  onRefused: (problem: Problem) => void
}

export type Live = {
  /** Whether a command sent now would reach the server. */
  readonly connected: boolean
  /** @returns the command's result. @throws Problem as the server refused, or Unanswered */
  send(command: Command): Promise<unknown>
  destroy(): void
}

/** The connection broke or nothing came in time; the command may or may not have been carried out. */
export class Unanswered extends Error {}

/** Longest wait for the answer to a command, ms. */
const PATIENCE = 30_000
/** Pause before asking again after the server ended the connection, ms. */
const AGAIN = 2000

export function openLive({ sessionId, onState, onSpoken, onBoard, onRefused }: LiveOptions): Live {
  const socket = io({
    path: '/live',
    auth: { sessionId },
    transports: ['websocket'],
    reconnectionDelayMax: 5000,
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  const again = () => {
    timer = setTimeout(() => socket.connect(), AGAIN)
  }

  // At every return: while a computer sleeps, or is set right, its clock moves.
  socket.on('connect', () => void askTime())
  socket.on('state', (value: unknown) => {
    const state = SessionState.safeParse(value)
    if (!state.success) return
    setServerTime(state.data.now)
    onState(state.data)
  })
  socket.on('board', (value: unknown) => {
    const board = Board.safeParse(value)
    if (board.success) onBoard(board.data)
  })
  socket.on('spoken', (value: unknown) => {
    const spoken = Spoken.safeParse(value)
    if (spoken.success) onSpoken(spoken.data)
  })
  socket.on('disconnect', (reason) => {
    // The library comes back by itself, except when the server said goodbye: it may have meant me.
    if (reason === 'io server disconnect') again()
  })
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    if (socket.active) return // no connection; the library tries again
    const problem = ProblemDocument.safeParse(error.data)
    if (problem.success && problem.data.status < 500 && problem.data.code !== 'too-fast') {
      onRefused(problemOf(problem.data))
    } else again()
  })

  return {
    get connected() {
      return socket.connected
    },
    send: async (command) => {
      const answer: unknown = await socket
        .timeout(PATIENCE)
        .emitWithAck('command', command)
        .catch(() => {
          throw new Unanswered()
        })
      const accepted = CommandAnswer.safeParse(answer)
      if (accepted.success) return accepted.data.result
      const problem = ProblemDocument.safeParse((answer as { problem?: unknown } | null)?.problem)
      if (problem.success) throw problemOf(problem.data)
      throw new Problem('internal', 'The server’s answer is not understood. Reload the page.')
    },
    destroy: () => {
      clearTimeout(timer)
      socket.disconnect()
    },
  }
}

function problemOf({ code, detail, limit, issues }: ProblemDocument): Problem {
  return new Problem(code, detail, { ...(limit !== undefined && { limit }), ...(issues && { issues }) })
}

/** Over the live channel; over HTTP when that is down or silent. The id makes a repeat harmless. */
export async function sendCommand(
  sessionId: string,
  live: Live | null,
  fields: { type: string; [field: string]: unknown },
): Promise<unknown> {
  // Parsed by whoever carries it out.
  const command = { ...fields, id: newId() } as Command
  if (live?.connected) {
    try {
      return await live.send(command)
    } catch (error) {
      if (error instanceof Problem) throw error
    }
  }
  return api.command(sessionId, command)
}
