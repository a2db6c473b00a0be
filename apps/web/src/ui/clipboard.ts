/** Copying, also where the browser's clipboard is not there (a page over plain http on another computer). */

/**
 * @param text may still be on its way: the copy is asked for within the press, as Safari wants it
 * @returns false when the browser would not
 * @throws what `text` was rejected with
 */
export async function copyText(text: string | Promise<string>): Promise<boolean> {
  const promise = Promise.resolve(text)
  if (navigator.clipboard && typeof ClipboardItem !== 'undefined') {
    try {
      const blob = promise.then((value) => new Blob([value], { type: 'text/plain' }))
      blob.catch(() => undefined) // thrown by `await promise` below, and only there
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
      await promise
      return true
    } catch {
      // Not allowed, or promises are not taken here: the older ways follow. A failed `text` throws below.
    }
  }
  const value = await promise
  try {
    await navigator.clipboard.writeText(value)
    return true
  } catch {
    return copyBySelection(value)
  }
}

function copyBySelection(value: string): boolean {
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = value
  area.className = 'visually-hidden'
  // Inside an open dialog everything outside is inert, so it must stand in there.
  const open = document.querySelector('dialog:modal') ?? document.body
  open.append(area)
  area.select()
  // oxlint-disable-next-line typescript/no-deprecated -- the only way over plain http
  const done = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return done
}
