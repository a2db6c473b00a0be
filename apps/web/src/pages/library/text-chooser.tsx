/** Choosing the texts of a session: what is in the library, and a way to bring one's own right there. */
import type { TextSummary } from '@lectern/model'
import { useId } from 'react'
import { textFacts } from '../../app/labels.ts'
import { problemText } from '../../app/problem-text.ts'
import { useTexts } from '../../app/queries.ts'
import { m } from '../../messages/messages.js'
import { Button } from '../../ui/button.tsx'
import { AddText } from './add-text.tsx'
import styles from './library.module.css'

/**
 * @param chosen ids in the order they were chosen; a text that is not in the library any more stays chosen
 * @param fixed ids that cannot be left out again
 */
export function TextChooser({
  chosen,
  fixed = [],
  error,
  onChange,
}: {
  chosen: readonly string[]
  fixed?: readonly string[]
  error?: string | undefined
  onChange: (chosen: string[]) => void
}) {
  const id = useId()
  const texts = useTexts()
  const all = texts.data?.map((text) => text.id) ?? []
  const allChosen = all.length > 0 && all.every((textId) => chosen.includes(textId))
  const toggle = (textId: string) =>
    onChange(chosen.includes(textId) ? chosen.filter((other) => other !== textId) : [...chosen, textId])
  return (
    <fieldset className={styles.chooser} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={styles.legend}>{m.app_texts()}</legend>
      {all.length > 1 && (
        <div className={styles.chooserBar}>
          <span className={styles.quietText}>
            {m.app_texts_chosen({ count: chosen.length, all: all.length })}
          </span>
          <Button
            look="quiet"
            onClick={() => onChange(allChosen ? [...fixed] : [...new Set([...chosen, ...all])])}
          >
            {allChosen ? m.app_choose_none() : m.app_choose_all()}
          </Button>
        </div>
      )}
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
      {texts.isPending && <p className={styles.quietText}>{m.app_loading()}</p>}
      {texts.isError && (
        <p role="alert" className={styles.error}>
          {problemText(texts.error)}{' '}
          <Button look="quiet" onClick={() => void texts.refetch()}>
            {m.app_try_again()}
          </Button>
        </p>
      )}
      <ul className={styles.choices}>
        {texts.data?.map((text) => (
          <Choice
            key={text.id}
            text={text}
            checked={chosen.includes(text.id)}
            disabled={fixed.includes(text.id)}
            onChange={() => toggle(text.id)}
          />
        ))}
      </ul>
      <AddText onAdded={(text) => onChange([...chosen, text.id])} />
    </fieldset>
  )
}

function Choice({
  text,
  checked,
  disabled,
  onChange,
}: {
  text: TextSummary
  checked: boolean
  disabled: boolean
  onChange: () => void
}) {
  return (
    <li>
      <label className={styles.choice}>
        <input type="checkbox" checked={checked} disabled={disabled} onChange={onChange} />
        <span>
          <span className={styles.choiceTitle} lang={text.language}>
            {text.title}
          </span>
          <span className={styles.facts}>
            {textFacts(text)}
            {text.revisionOf && ` · ${m.app_corrected()}`}
          </span>
        </span>
      </label>
    </li>
  )
}
