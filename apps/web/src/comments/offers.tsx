/** A short list of offers under a field, by arrow keys or a press, while the focus stays in the field. */
import { type KeyboardEvent, type ReactNode, useCallback, useState } from 'react'
import { isComposing } from './composing.ts'
import styles from './offers.module.css'

type Offer = { id: string; label: ReactNode }

/**
 * @param id of the list's element
 * @returns what the field must say of the list, the keys of the list (true when one was used), and the list
 */
export function useOffers<T extends Offer>(options: {
  id: string
  label: string
  offers: readonly T[]
  /** Whether Enter takes the first offer although nobody moved to it. */
  eager: boolean
  take: (offer: T) => void
  dismiss: () => void
}): {
  open: boolean
  active: string | undefined
  onKey: (event: KeyboardEvent) => boolean
  list: ReactNode
} {
  const { id, label, offers, eager, take, dismiss } = options
  const names = offers.map((offer) => offer.id).join('\n')
  const [place, setPlace] = useState({ names, at: eager ? 0 : -1 })
  // Other offers: begin again.
  if (place.names !== names) setPlace({ names, at: eager ? 0 : -1 })
  const at = place.names === names ? place.at : eager ? 0 : -1
  const open = offers.length > 0
  // In the sheet of a phone it would open below the edge.
  const show = useCallback((element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' }), [])
  const optionId = (index: number) => `${id}-${index}`
  const onKey = (event: KeyboardEvent): boolean => {
    if (!open || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return false
    const chosen = offers[at]
    if (event.key === 'ArrowDown') setPlace({ names, at: (at + 1) % offers.length })
    else if (event.key === 'ArrowUp') setPlace({ names, at: (at <= 0 ? offers.length : at) - 1 })
    else if (event.key === 'Escape') dismiss()
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen && !event.shiftKey) take(chosen)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  return {
    open,
    active: open && at >= 0 ? optionId(at) : undefined,
    onKey,
    list: open && (
      <ul ref={show} id={id} role="listbox" aria-label={label} className={styles.list}>
        {offers.map((offer, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the field's
          <li
            key={offer.id}
            id={optionId(index)}
            role="option"
            aria-selected={index === at}
            className={styles.offer}
            // The press must not take the focus from the field.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(offer)}
          >
            {offer.label}
          </li>
        ))}
      </ul>
    ),
  }
}
