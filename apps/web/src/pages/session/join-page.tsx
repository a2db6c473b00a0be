/** Coming in with an invitation: a name, and one is inside. */
import { LIMITS, Problem } from '@lectern/model'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api } from '../../app/api.ts'
import { Page } from '../../app/page.tsx'
import { fieldProblem, problemText } from '../../app/problem-text.ts'
import { m } from '../../messages/messages.js'
import { Button } from '../../ui/button.tsx'
import { FormError, TextField } from '../../ui/field.tsx'
import styles from './join-page.module.css'

const codeOf = (error: unknown) => (error instanceof Problem ? error.code : undefined)

/** @param onJoined the cookie is set and I am a member */
export function JoinPage({
  sessionId,
  invite,
  onJoined,
}: {
  sessionId: string
  invite: string
  onJoined: () => Promise<void>
}) {
  const field = useRef<HTMLFormElement>(null)
  const [known, setKnown] = useState('')
  const [typed, setName] = useState<string>()
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const name = typed ?? known

  useEffect(() => {
    // Whoever was here before has a name already; without an answer the field is simply empty.
    api.me().then(
      (me) => me && setKnown(me.name),
      () => undefined,
    )
  }, [])

  const join = async (as: string) => {
    setTried(true)
    if (!as.trim()) {
      field.current?.querySelector('input')?.focus()
      return
    }
    setBusy(true)
    setError(undefined)
    try {
      await api.join(sessionId, { invite, name: as.trim() })
      await onJoined()
    } catch (failure) {
      setError(failure)
      field.current?.querySelector('input')?.focus()
    }
    setBusy(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void join(name)
  }
  const taken = codeOf(error) === 'name-taken'
  const ofField = taken ? problemText(error) : fieldProblem(error, 'name')
  const suggestion = `${name.trim().slice(0, LIMITS.name - 2)} 2`
  return (
    <Page narrow title={m.session_join_title()} intro={m.session_join_intro()}>
      <form ref={field} className={styles.form} noValidate onSubmit={submit}>
        <TextField
          label={m.app_your_name()}
          required
          autoComplete="name"
          maxLength={LIMITS.name}
          value={name}
          hint={m.app_your_name_hint()}
          error={(tried && !name.trim() && m.app_name_missing()) || ofField}
          onChange={(event) => {
            setName(event.target.value)
            setError(undefined)
          }}
        />
        {taken && (
          <Button
            onClick={() => {
              setName(suggestion)
              void join(suggestion)
            }}
          >
            {m.session_join_use_name({ name: suggestion })}
          </Button>
        )}
        <FormError>
          {error !== undefined &&
            ofField === undefined &&
            (codeOf(error) === 'forbidden' ? m.session_join_removed() : problemText(error))}
        </FormError>
        <Button type="submit" look="primary" busy={busy}>
          {m.session_join()}
        </Button>
      </form>
    </Page>
  )
}
