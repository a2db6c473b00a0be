/**
 * A button that opens a short list of things to do, on the browser's own popover: it stands above everything, closes on
 * Escape or a press elsewhere, and says whether it is open. Arrow keys move through the list as well as Tab does.
 */
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  Suspense,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { classOfButton } from './button.tsx'
import styles from './menu.module.css'

const stops = 'button:not(:disabled), a[href], input:not(:disabled)'

/** @param children `MenuItem`s, or anything that can be focused, rendered while it is open (and may be lazy); `close` closes it */
export function MenuButton({
  label,
  name,
  look = 'plain',
  icon = false,
  className,
  children,
}: {
  /** What stands on the button. */
  label: ReactNode
  /** Its accessible name, where the label is an icon. */
  name?: string
  look?: 'plain' | 'quiet'
  icon?: boolean
  className?: string
  children: (close: () => void) => ReactNode
}) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const close = () => document.getElementById(id)?.hidePopover()
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!step || (event.target as HTMLElement).matches('input')) return
    event.preventDefault()
    const items = [...(list.current?.querySelectorAll<HTMLElement>(stops) ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    items[(at + step + items.length) % items.length]?.focus()
  }
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={name}
        title={name}
        className={icon ? `${styles.icon} ${className ?? ''}` : classOfButton(look, className)}
      >
        {label}
      </button>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys belong to what is in it */}
      <div
        ref={list}
        id={id}
        popover="auto"
        className={styles.menu}
        onKeyDown={move}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && (
          <Suspense>
            <FirstStop list={list} />
            {children(close)}
          </Suspense>
        )}
      </div>
    </>
  )
}

/** Puts the focus on the first thing in the list, once the list is there. */
function FirstStop({ list }: { list: RefObject<HTMLElement | null> }) {
  useEffect(() => list.current?.querySelector<HTMLElement>(stops)?.focus(), [list])
  return null
}

export function MenuItem({ children, detail, ...rest }: ComponentProps<'button'> & { detail?: ReactNode }) {
  return (
    <button type="button" {...rest} className={styles.item}>
      <span className={styles.itemLabel}>{children}</span>
      {detail && <span className={styles.detail}>{detail}</span>}
    </button>
  )
}

/** One of several choices, e.g. a theme. */
export function MenuChoice<T extends string>({
  legend,
  value,
  options,
  onChange,
}: {
  legend: string
  value: T
  options: readonly { value: T; label: string; lang?: string }[]
  onChange: (value: T) => void
}) {
  const name = useId()
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.item}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className={styles.itemLabel} lang={option.lang}>
            {option.label}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

export function MenuRule() {
  return <hr className={styles.rule} />
}
