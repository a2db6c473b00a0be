/** When a page cannot be shown: what happened, and ways out. Nothing here may fail for the same reason, so it loads nothing. */
import { Component, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { m } from '../messages/messages.js'
import { Button, ButtonLink } from '../ui/button.tsx'
import { useArrival } from './arrival.ts'
import styles from './error-page.module.css'
import { Logo } from './logo.tsx'
import { problemText } from './problem-text.ts'

/** @param again leaves out the button when trying again cannot help */
export function ErrorPage({
  title,
  error,
  again,
}: {
  title?: string
  error: unknown
  again?: (() => void) | undefined
}) {
  const name = title ?? m.app_error_title()
  const heading = useArrival(name)
  return (
    <main className={styles.page}>
      <Logo size={28} />
      <h1 ref={heading} tabIndex={-1}>
        {name}
      </h1>
      <p role="alert">{problemText(error)}</p>
      <div className={styles.ways}>
        {again && (
          <Button look="primary" onClick={again}>
            {m.app_try_again()}
          </Button>
        )}
        <ButtonLink href="/">{m.app_to_start()}</ButtonLink>
      </div>
    </main>
  )
}

type Caught = { error: unknown; caught: boolean }

class Boundary extends Component<{ children: ReactNode }, Caught> {
  override state: Caught = { error: undefined, caught: false }
  static getDerivedStateFromError(error: unknown): Caught {
    return { error, caught: true }
  }
  override render(): ReactNode {
    if (!this.state.caught) return this.props.children
    // What was typed is in the documents' own cache, so a reload is safe.
    return <ErrorPage error={this.state.error} again={() => location.reload()} />
  }
}

/** Catches whatever the pages throw, and forgets it on the way to another page. */
export function ErrorBoundary({ children }: { children: ReactNode }) {
  const [place] = useLocation()
  return <Boundary key={place}>{children}</Boundary>
}
