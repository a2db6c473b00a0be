/** Opens the search, by a press or by "/" anywhere outside of a field. The search itself is loaded then. */
import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { isComposing } from '../comments/composing.ts'
import * as m from '../messages/messages.js'
import { IconButton } from '../ui/button.tsx'
import { isInField } from '../ui/fields.ts'

const SearchDialog = lazy(() =>
  import('./search-dialog.tsx').then((part) => ({ default: part.SearchDialog })),
)

export function SearchButton() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target, defaultPrevented } = event
      if (key !== '/' || ctrlKey || metaKey || altKey || defaultPrevented || isComposing(event)) return
      if (target instanceof Element && isInField(target)) return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <>
      <IconButton label={m.search_open()} aria-keyshortcuts="/" onClick={() => setOpen(true)}>
        <Search size={18} aria-hidden />
      </IconButton>
      {open && (
        <Suspense>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
