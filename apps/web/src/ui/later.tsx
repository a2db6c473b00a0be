/** What may wait until the reader has been painted: the code of such parts is not even asked for before. */
import { type ReactNode, Suspense, useEffect, useState } from 'react'

/** Runs once something has been painted; also in a tab nobody looks at, which never paints. @returns what calls it off */
export function afterPaint(action: () => void): () => void {
  let done = false
  const run = () => {
    if (!done) action()
    done = true
  }
  const frame = requestAnimationFrame(() => setTimeout(run))
  const timer = setTimeout(run, 300)
  return () => {
    done = true
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/** Once a page has been painted, nothing has to wait any more. */
let painted = false

/** Its children, lazy ones too, after the first paint. */
export function Later({ children }: { children: ReactNode }) {
  const [now, setNow] = useState(painted)
  useEffect(
    () =>
      afterPaint(() => {
        painted = true
        setNow(true)
      }),
    [],
  )
  return now && <Suspense>{children}</Suspense>
}
