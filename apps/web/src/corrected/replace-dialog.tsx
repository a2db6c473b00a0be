/** Replacing a text by a corrected one: which, what becomes of what was written, and what a host has to choose. Loaded when it is opened. */
import type { Revision, Text } from '@lectern/model'
import { Check, CircleHelp, SearchX } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { api } from '../app/api.ts'
import { textFacts } from '../app/labels.ts'
import { problemText } from '../app/problem-text.ts'
import { useTexts } from '../app/queries.ts'
import { quoteOf, useNotes } from '../comments/notes.ts'
import { usePeople } from '../comments/people.ts'
import * as m from '../messages/messages.js'
import { AddText } from '../pages/library/add-text.tsx'
import { useWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { FormError } from '../ui/field.tsx'
import styles from './corrected.module.css'
import { PlaceWords, Quoted } from './places.tsx'
import { type Preview, previewOf } from './preview.ts'
import { useReplacing } from './replacing.ts'

type Props = {
  /** The text of the session that is to be replaced. */
  from: Text
  /** What takes its place, where that is known: the earlier text, to be put back. */
  toId?: string | undefined
  onClose: () => void
}

export function ReplaceDialog({ from, toId, onClose }: Props) {
  const [chosen, setChosen] = useState<string | undefined>(toId)
  const [to, setTo] = useState<Text>()
  const [error, setError] = useState<unknown>()
  const fetchText = (id: string) => {
    setError(undefined)
    setChosen(id)
    api.text(id).then(setTo, setError)
  }
  useEffect(() => {
    if (toId) api.text(toId).then(setTo, setError)
  }, [toId])
  return (
    <Dialog wide title={toId ? m.corrected_put_back_title() : m.corrected_replace_title()} onClose={onClose}>
      {to ? (
        <Look from={from} to={to} onBack={toId ? undefined : () => setTo(undefined)} onClose={onClose} />
      ) : (
        <div className={styles.step}>
          {!toId && (
            <Texts from={from} chosen={chosen} onChoose={setChosen} onAdded={({ id }) => fetchText(id)} />
          )}
          <FormError>{error !== undefined && problemText(error)}</FormError>
          <DialogActions>
            <Button onClick={onClose}>{m.app_cancel()}</Button>
            <Button look="primary" disabled={!chosen} onClick={() => chosen && fetchText(chosen)}>
              {m.corrected_look()}
            </Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  )
}

type TextsProps = {
  from: Text
  chosen: string | undefined
  onChoose: (id: string) => void
  onAdded: (text: Text) => void
}

function Texts({ from, chosen, onChoose, onAdded }: TextsProps) {
  const { session } = useWorkspace()
  const name = useId()
  const texts = useTexts()
  const others = texts.data?.filter(({ id }) => !session.textIds.includes(id)) ?? []
  return (
    <>
      <p>{m.corrected_intro({ title: from.title })}</p>
      <AddText onAdded={onAdded} />
      {others.length > 0 && (
        <fieldset className={styles.step}>
          <legend>{m.corrected_from_library()}</legend>
          <ul className={styles.texts}>
            {others.map((text) => (
              <li key={text.id}>
                <label className={styles.text}>
                  <input
                    type="radio"
                    name={name}
                    checked={chosen === text.id}
                    onChange={() => onChoose(text.id)}
                  />
                  <span>
                    <b lang={text.language}>{text.title}</b>
                    <span className={styles.quiet}>{textFacts(text)}</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
    </>
  )
}

type LookProps = { from: Text; to: Text; onBack: (() => void) | undefined; onClose: () => void }

function Look({ from, to, onBack, onClose }: LookProps) {
  const { session, texts, channels } = useWorkspace()
  const { all } = useNotes()
  const { replace } = useReplacing()
  const [share, setShare] = useState(0)
  const [preview, setPreview] = useState<Preview>()
  const [error, setError] = useState<string>()
  const [choices, setChoices] = useState<Revision['choices']>({})
  const [busy, setBusy] = useState(false)
  // As it was when it was asked: the numbers must not run while they are read.
  const [asked] = useState(() => ({ session, texts, notes: all, cited: channels?.cited.get() ?? [] }))
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    previewOf(asked.session, [from, to], asked, { onShare: setShare, signal }).then(
      setPreview,
      (failure) => signal.aborted || setError(problemText(failure)),
    )
    return () => controller.abort()
  }, [from, to, asked])
  const confirm = async () => {
    setBusy(true)
    const failure = await replace(from, to, choices)
    setBusy(false)
    if (failure) setError(failure)
    else onClose()
  }
  return (
    <div className={styles.step}>
      <p>
        <b lang={to.language}>{to.title}</b> <span className={styles.quiet}>{textFacts(to)}</span>
      </p>
      <div role="status">
        {preview ? (
          <Counts preview={preview} />
        ) : (
          !error && (
            <label>
              {m.corrected_looking()}
              <progress className={styles.bar} max={1} value={share} />
            </label>
          )
        )}
      </div>
      {preview?.uncertain.map(({ note, places }) => (
        <Asked
          key={note.key}
          note={note}
          places={places}
          text={to}
          choice={choices[note.key]}
          onChoice={(place) => {
            const { [note.key]: _, ...others } = choices
            setChoices(place === undefined ? others : { ...others, [note.key]: place })
          }}
        />
      ))}
      {preview && preview.lost.length > 0 && (
        <details>
          <summary>{m.corrected_lost_list({ count: preview.lost.length })}</summary>
          <ul className={styles.lost}>
            {preview.lost.map((note) => (
              <li key={note.key}>
                <Quoted words={quoteOf(note)} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {preview && <p className={styles.quiet}>{m.corrected_promise()}</p>}
      <FormError>{error}</FormError>
      <DialogActions>
        {onBack && <Button onClick={onBack}>{m.corrected_back()}</Button>}
        <Button onClick={onClose}>{m.app_cancel()}</Button>
        <Button look="primary" disabled={!preview} busy={busy} onClick={() => void confirm()}>
          {m.corrected_replace()}
        </Button>
      </DialogActions>
    </div>
  )
}

function Counts({ preview: { found, uncertain, lost, citations } }: { preview: Preview }) {
  const notes = found + uncertain.length + lost.length
  return (
    <ul className={styles.counts}>
      <li>
        <Check size={16} aria-hidden /> {m.corrected_found({ count: found, all: notes })}
      </li>
      {uncertain.length > 0 && (
        <li>
          <CircleHelp size={16} aria-hidden /> {m.corrected_uncertain({ count: uncertain.length })}
        </li>
      )}
      {lost.length > 0 && (
        <li>
          <SearchX size={16} aria-hidden /> {m.corrected_lost({ count: lost.length })}
        </li>
      )}
      {citations.all > 0 && (
        <li>
          <Check size={16} aria-hidden />{' '}
          {m.corrected_citations({ count: citations.found, all: citations.all })}
        </li>
      )}
    </ul>
  )
}

type AskedProps = Preview['uncertain'][number] & {
  text: Text
  choice: Revision['choices'][string] | undefined
  /** @param place null: nowhere; undefined: to be chosen later */
  onChoice: (place: Revision['choices'][string] | undefined) => void
}

function Asked({ note, places, text, choice, onChoice }: AskedProps) {
  const name = useId()
  const person = usePeople()
  const option = (checked: boolean, choose: () => void, label: React.ReactNode) => (
    <label className={styles.option}>
      <input type="radio" name={name} checked={checked} onChange={choose} />
      {label}
    </label>
  )
  return (
    <fieldset className={styles.asked}>
      <legend>{m.corrected_which({ name: person(note.personId, note.imported).name })}</legend>
      <Quoted words={quoteOf(note)} />
      {places.map((place) => (
        <div key={place.start}>
          {option(
            choice?.start === place.start && choice.end === place.end,
            () => onChoice({ start: place.start, end: place.end }),
            <PlaceWords text={text} place={place} />,
          )}
        </div>
      ))}
      {option(choice === null, () => onChoice(null), m.corrected_nowhere())}
      {option(choice === undefined, () => onChoice(undefined), m.corrected_later())}
    </fieldset>
  )
}
