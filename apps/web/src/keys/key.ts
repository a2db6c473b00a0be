/** A key of the whole page: listens and shows nothing. Loaded after the text shows; a button's keys are told to it then. */
import { type RefObject, useEffect, useRef } from 'react'
import type { CommandId } from './commands.ts'
import { commandFor, hintOf, useOwnKeys } from './own-keys.ts'

type Props = {
  command: CommandId
  /** Called anew on every press. */
  run: () => void
  /** The button that does the same. */
  button?: RefObject<HTMLElement | null>
}

export function Key({ command, run, button }: Props): null {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (commandFor(event) !== command) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [command])
  const aria = useOwnKeys((own) => hintOf(own, command)?.aria)
  useEffect(() => {
    const element = button?.current
    if (aria) element?.setAttribute('aria-keyshortcuts', aria)
    return () => element?.removeAttribute('aria-keyshortcuts')
  }, [aria, button])
  return null
}
