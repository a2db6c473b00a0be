/**
 * Reads files outside of the server's process: each in a child that may read Lectern's code and write nothing, with limits on its time and
 * its memory. Whatever a file does to it, the server only hears that it ended. Knows no texts but the one it is answered.
 */
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type FileReading, Problem, type Text } from '@lectern/model'
import pLimit from 'p-limit'
import { Answered, type Asked } from './messages.ts'

/** Time one file may take, ms, and memory, MB: of JavaScript's heap, and of the whole process, where the system tells. */
const TIME = 20_000
const HEAP = 256
const RESIDENT = 900
/** Files that are read at the same time, and that may wait. */
const AT_ONCE = 2
const WAITING = 40

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const CHILD = fileURLToPath(new URL('child.ts', import.meta.url))
const inTurn = pLimit(AT_ONCE)

export type ReadApart = { text: Text; reading: FileReading }

/**
 * @param options.signal ends the reading
 * @throws Problem what the reader says; `too-large` over time or memory; `unavailable` when too many files wait
 */
export async function readApart(
  asked: Asked,
  options: {
    signal?: AbortSignal | undefined
    onProgress?: ((share: number) => void) | undefined
    time?: number
  } = {},
): Promise<ReadApart> {
  if (inTurn.pendingCount >= WAITING)
    throw new Problem('unavailable', 'Many files are being read. Try again in a moment.')
  return inTurn(() => read(asked, options))
}

function read(
  asked: Asked,
  { signal, onProgress, time = TIME }: Parameters<typeof readApart>[1] & object,
): Promise<ReadApart> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(given())
    const child = fork(CHILD, [], {
      cwd: root,
      env: {},
      execArgv: [
        '--permission',
        ...['node_modules', 'packages', 'apps/server'].map((folder) => `--allow-fs-read=${root}${folder}/*`),
        `--allow-fs-read=${root}package.json`,
        `--max-old-space-size=${HEAP}`,
        '--no-warnings',
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    let over = false
    const end = (settle: () => void) => {
      if (over) return
      over = true
      clearTimeout(clock)
      clearInterval(scale)
      signal?.removeEventListener('abort', abort)
      child.kill('SIGKILL')
      settle()
    }
    const abort = () => end(() => reject(given()))
    const clock = setTimeout(
      () => end(() => reject(tooMuch(`took more than ${time / 1000} seconds to read`))),
      time,
    )
    const scale = setInterval(() => {
      if (residentMb(child.pid) > RESIDENT) end(() => reject(tooMuch('takes too much memory to read')))
    }, 100)
    signal?.addEventListener('abort', abort)
    child.on('message', (message) => {
      const { data } = Answered.safeParse(message)
      if (!data) return end(() => reject(broken()))
      if ('progress' in data) return onProgress?.(data.progress)
      if ('problem' in data) {
        const { code, message: words, extra } = data.problem
        return end(() => reject(new Problem(code, words, extra)))
      }
      return end(() => resolve(data))
    })
    child.on('error', () => end(() => reject(broken())))
    // Of its own accord only without memory: it says everything else.
    child.on('exit', () => end(() => reject(tooMuch('takes too much memory to read'))))
    child.send(asked)
  })
}

const given = () => new Problem('bad-request', 'The reading was given up.')
const broken = () => new Problem('unreadable', 'The file cannot be read. It is damaged, or made to do harm.')
const tooMuch = (what: string) =>
  new Problem(
    'too-large',
    `The file ${what}. It is very large, broken, or made to do harm. Split it, or paste the words instead.`,
  )

/** Memory of a process, MB; 0 where the system does not tell it as Linux does. */
function residentMb(pid: number | undefined): number {
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]
    return (Number(pages) * 4096) / 1024 / 1024
  } catch {
    return 0
  }
}
