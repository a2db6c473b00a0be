/**
 * Reads one file in a process of its own, which may look at Lectern's own code and nothing else, and ends with it. What it is sent
 * may have been made to do harm; what it answers is parsed by whoever started it. Knows no server.
 */
import { readFile } from '@lectern/formats'
import { Problem } from '@lectern/model'
import type { Answered, Asked } from './messages.ts'

// No reader asks for anything from elsewhere; a library that would gets nothing.
for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'])
  Reflect.deleteProperty(globalThis, name)

const answer = (message: Answered) =>
  new Promise<void>((resolve) => process.send!(message, undefined, {}, () => resolve()))

process.once('message', (asked: Asked) => {
  void read(asked).then(() => process.exit(0))
})

async function read({ file, options }: Asked): Promise<void> {
  let told = 0
  try {
    const { text, ...reading } = await readFile({
      ...file,
      ...options,
      onProgress: (share) => {
        const now = performance.now()
        if (now - told < 100) return
        told = now
        void answer({ progress: share })
      },
    })
    await answer({ text, reading })
  } catch (error) {
    const { code, message, extra } =
      error instanceof Problem
        ? error
        : new Problem('unreadable', 'The file cannot be read. It is damaged, or made to do harm.')
    await answer({ problem: { code, message, extra } })
  }
}
