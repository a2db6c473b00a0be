/** Whether a key belongs to an input method. */
import type { KeyboardEvent } from 'react'

/** While an input method composes, every key belongs to it. 229 is how older engines say so. */
export const isComposing = (event: KeyboardEvent | globalThis.KeyboardEvent): boolean => {
  const native = 'nativeEvent' in event ? event.nativeEvent : event
  // oxlint-disable-next-line typescript/no-deprecated -- Safari ends a composition before this key event
  return native.isComposing || native.keyCode === 229
}
