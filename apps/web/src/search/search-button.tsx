/** Opens the search, by a press or by its key anywhere outside of a field. The search itself is loaded then. */
import { Search } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import * as m from '../messages/messages.js'
import { IconButton } from '../ui/button.tsx'
import { Later } from '../ui/later.tsx'

const Key = lazy(() => import('../keys/key.ts').then((part) => ({ default: part.Key })))
const SearchDialog = lazy(() =>
  import('./search-dialog.tsx').then((part) => ({ default: part.SearchDialog })),
)

export function SearchButton() {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <IconButton ref={button} label={m.search_open()} onClick={() => setOpen(true)}>
        <Search size={18} aria-hidden />
      </IconButton>
      <Later>
        <Key command="page.search" run={() => setOpen(true)} button={button} />
      </Later>
      {open && (
        <Suspense>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
