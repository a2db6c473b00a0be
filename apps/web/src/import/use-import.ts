/** Files on their way into the library: read one after the other, looked at one after the other. Knows the server and no page. */
import { LIMITS, Problem, type TextDraft } from '@lectern/model'
import { useRef, useState } from 'react'
import { api } from '../app/api.ts'
import { problemText } from '../app/problem-text.ts'
import { m } from '../messages/messages.js'

type How = Parameters<typeof api.draftText>[1]
export type Read = { file: File; draft: TextDraft; how: How }
export type Failure = { file: string; text: string }
type Locked = { file: File; how: How; why: string }

export function useImport() {
  const [reading, setReading] = useState<string>()
  const [progress, setProgress] = useState<number>()
  const [drafts, setDrafts] = useState<readonly Read[]>([])
  const [locked, setLocked] = useState<readonly Locked[]>([])
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const end = useRef<AbortController>(null)

  /** @returns the draft, or nothing: then it is among the locked, the failed, or given up */
  const readOne = async (file: File, how: How, signal: AbortSignal): Promise<Read | undefined> => {
    if (signal.aborted) return undefined
    setReading(file.name)
    setProgress(undefined)
    try {
      if (file.size > LIMITS.uploadBytes)
        throw new Problem(
          'too-large',
          m.app_problem_file_too_large({ limit: LIMITS.uploadBytes / 1024 / 1024 }),
        )
      return { file, how, draft: await api.draftText(file, how, signal, setProgress) }
    } catch (error) {
      if (signal.aborted) return undefined
      const text = problemText(error)
      const asks = error instanceof Problem && error.code === 'locked' && /\.pdf$/i.test(file.name)
      if (asks) setLocked((now) => [...now, { file, how, why: text }])
      else setFailures((now) => [...now, { file: file.name, text }])
      return undefined
    }
  }
  /** Begins something that can be stopped. */
  const start = () => {
    const controller = new AbortController()
    end.current = controller
    setFailures([])
    return controller.signal
  }
  const done = (signal: AbortSignal) => {
    if (!signal.aborted) setReading(undefined)
  }

  return {
    /** Name of the file that is being read. */
    reading,
    /** How far, from 0 to 1; undefined where nobody can tell. */
    progress,
    /** The one to be looked at first. */
    drafts,
    locked,
    failures,
    /** Reads files one after the other, so that they come in the order in which they were chosen. */
    async read(files: readonly File[], how: How = {}) {
      const signal = start()
      for (const file of files) {
        const read = await readOne(file, how, signal)
        if (read) setDrafts((now) => [...now, read])
      }
      done(signal)
    },
    /** Reads the first draft's file again, in another way. */
    async reread({ file, how }: Read, change: How) {
      const signal = start()
      const read = await readOne(file, { ...how, ...change }, signal)
      if (read) setDrafts((now) => [read, ...now.slice(1)])
      done(signal)
    },
    /** The draft of a file anew, as it was read. @throws Problem */
    renew: ({ file, how }: Read) => api.draftText(file, how, new AbortController().signal, () => {}),
    async unlock({ file, how }: Locked, password: string) {
      setLocked((now) => now.slice(1))
      const signal = start()
      const read = await readOne(file, { ...how, password }, signal)
      if (read) setDrafts((now) => [...now, read])
      done(signal)
    },
    leaveLocked: () => setLocked((now) => now.slice(1)),
    /** The first draft was added, or left out. */
    next: () => setDrafts((now) => now.slice(1)),
    stop() {
      end.current?.abort()
      setReading(undefined)
    },
  }
}
