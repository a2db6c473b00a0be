/** What the reader suggests: fold web furniture away, split a headline from the sentence it was glued to. Each can be answered. */
import type { Text } from '@lectern/model'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '../../app/api.ts'
import { reasonLabel } from '../../app/labels.ts'
import { problemText } from '../../app/problem-text.ts'
import { textAdded } from '../../app/queries.ts'
import { m } from '../../messages/messages.js'
import { notify } from '../../ui/announce.tsx'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/field.tsx'
import type { Answers } from './answers.ts'
import styles from './text-page.module.css'

export function Suggestions({ text, answers }: { text: Text; answers: Answers }) {
  const [, navigate] = useLocation()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  if (text.exclusions.length + text.splits.length === 0) return null
  const make = async () => {
    if (!answers.request) return
    setBusy(true)
    try {
      const made = await api.addText(answers.request)
      await textAdded(made)
      notify(m.app_corrected_made())
      navigate(`/texts/${made.id}`)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <section className={styles.suggestions} aria-labelledby="suggestions">
      <h2 id="suggestions" className={styles.asideTitle}>
        {m.app_suggestions()}
      </h2>
      {text.splits.map(({ at }) => (
        <Choice
          key={`split-${at}`}
          legend={m.app_split_suggested()}
          target={`split-${at}`}
          // The glued place in the middle of a few words from each side.
          snippet={
            <>
              …{snippet(text, at - 40, at)}
              <b aria-hidden> | </b>
              {snippet(text, at, at + 40)}…
            </>
          }
          yes={m.app_split_here()}
          no={m.app_split_leave()}
          value={answers.splitAt(at)}
          onChange={(yes) => answers.split(at, yes)}
        />
      ))}
      {text.exclusions.length > 0 && (
        <details className={styles.furniture} open={text.exclusions.length <= 4}>
          <summary>{m.app_furniture({ count: text.exclusions.length })}</summary>
          {text.exclusions.map((exclusion) => (
            <Choice
              key={exclusion.start}
              legend={reasonLabel(exclusion.reason)}
              target={`span-${exclusion.start}`}
              snippet={
                exclusion.end - exclusion.start > 120
                  ? `${snippet(text, exclusion.start, exclusion.start + 110)}…`
                  : snippet(text, exclusion.start, exclusion.end)
              }
              yes={m.app_fold()}
              no={m.app_keep()}
              value={answers.folded(exclusion)}
              onChange={(folded) => answers.fold(exclusion, folded)}
            />
          ))}
        </details>
      )}
      <FormError>{error !== undefined && problemText(error)}</FormError>
      <Button look="primary" disabled={!answers.request} busy={busy} onClick={() => void make()}>
        {m.app_make_corrected()}
      </Button>
      <p className={styles.hint}>{m.app_make_corrected_hint()}</p>
    </section>
  )
}

const snippet = (text: Text, start: number, end: number) =>
  text.canonical.slice(Math.max(0, start), end).replace(/\s+/g, ' ').trim()

function Choice({
  legend,
  snippet,
  target,
  yes,
  no,
  value,
  onChange,
}: {
  legend: string
  snippet: React.ReactNode
  /** Id of the place in the text. */
  target: string
  yes: string
  no: string
  value: boolean | undefined
  onChange: (yes: boolean) => void
}) {
  return (
    <fieldset className={styles.choice}>
      <legend>
        <a href={`#${target}`}>{legend}</a>
      </legend>
      <p className={styles.snippet}>{snippet}</p>
      <div className={styles.answers}>
        {([true, false] as const).map((answer) => (
          <label key={String(answer)}>
            <input type="radio" name={target} checked={value === answer} onChange={() => onChange(answer)} />
            {answer ? yes : no}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
