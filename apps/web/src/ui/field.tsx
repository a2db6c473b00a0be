/** A labelled field with its hint and its error, tied together for screen readers. */
import { type ComponentProps, type ReactNode, useId } from 'react'
import styles from './field.module.css'

type Around = { label: string; hint?: ReactNode; error?: string | undefined; optional?: string }

/** What the control must carry so that label, hint and error belong to it. */
type Wiring = { id: string; 'aria-describedby'?: string | undefined; 'aria-invalid'?: true | undefined }

function Field({
  label,
  hint,
  error,
  optional,
  children,
}: Around & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {optional && <span className={styles.optional}> {optional}</span>}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}

export function TextField({
  label,
  hint,
  error,
  optional,
  ...input
}: Around & Omit<ComponentProps<'input'>, 'id'>) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional && { optional })}>
      {(wiring) => <input {...wiring} {...input} className={styles.control} />}
    </Field>
  )
}

/** `children` are the options. */
export function SelectField({
  label,
  hint,
  error,
  optional,
  ...select
}: Around & Omit<ComponentProps<'select'>, 'id'>) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional && { optional })}>
      {(wiring) => <select {...wiring} {...select} className={styles.control} />}
    </Field>
  )
}

export function TextArea({
  label,
  hint,
  error,
  optional,
  ...area
}: Around & Omit<ComponentProps<'textarea'>, 'id'>) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional && { optional })}>
      {(wiring) => <textarea rows={3} {...wiring} {...area} className={styles.control} />}
    </Field>
  )
}

/** An error that belongs to the whole form. */
export function FormError({ children }: { children: ReactNode }) {
  return children ? (
    <p role="alert" className={styles.formError}>
      {children}
    </p>
  ) : null
}
