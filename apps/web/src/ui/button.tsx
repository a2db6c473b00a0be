/** Buttons and links that look like buttons. */
import type { ComponentProps } from 'react'
import { Link } from 'wouter'
import styles from './button.module.css'

type Look = 'primary' | 'plain' | 'quiet' | 'danger'

/** The look alone, for a button that must be made elsewhere. */
export const classOfButton = (look: Look, extra?: string) =>
  [styles.button, styles[look], extra].filter(Boolean).join(' ')

/** @param busy shows that it was heard; it takes no second press meanwhile, and keeps the focus */
export function Button({
  look = 'plain',
  busy = false,
  className,
  onClick,
  ...rest
}: ComponentProps<'button'> & { look?: Look; busy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      className={classOfButton(look, className)}
      aria-disabled={busy || undefined}
      data-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    />
  )
}

/** @param href within the application */
export function ButtonLink({
  look = 'plain',
  href,
  children,
}: {
  look?: Look
  href: string
  children: React.ReactNode
}) {
  return (
    <Link href={href} className={classOfButton(look)}>
      {children}
    </Link>
  )
}

/** A button that is only an icon; `label` is its name and its tooltip. */
export function IconButton({ label, className, ...rest }: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={[styles.icon, className].filter(Boolean).join(' ')}
    />
  )
}
