/** Bringing a text: a file, or pasted words. */
import { LIMITS, type Text } from '@lectern/model'
import { ClipboardPaste, Upload } from 'lucide-react'
import { type DragEvent, type FormEvent, useRef, useState } from 'react'
import { api } from '../../app/api.ts'
import { fieldProblem, problemText } from '../../app/problem-text.ts'
import { textAdded, useFormats } from '../../app/queries.ts'
import { m } from '../../messages/messages.js'
import { announce } from '../../ui/announce.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FormError, TextArea, TextField } from '../../ui/field.tsx'
import styles from './library.module.css'

type Failure = { file: string; text: string }

/** @param onAdded called for each text that came into being */
export function AddText({ onAdded }: { onAdded: (text: Text) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const formats = useFormats()
  const [pasting, setPasting] = useState(false)
  const [reading, setReading] = useState<string>()
  const [failures, setFailures] = useState<Failure[]>([])
  const [over, setOver] = useState(false)

  const upload = async (files: FileList | null) => {
    const failed: Failure[] = []
    for (const file of files ?? []) {
      setReading(file.name)
      try {
        if (file.size > LIMITS.uploadBytes) throw tooLarge()
        // One after the other, so that they come into the list in the order they were chosen.
        const text = await api.uploadText(file)
        await textAdded(text)
        onAdded(text)
        announce(m.app_text_added({ title: text.title }))
      } catch (error) {
        failed.push({ file: file.name, text: typeof error === 'string' ? error : problemText(error) })
      }
    }
    setReading(undefined)
    setFailures(failed)
    if (input.current) input.current.value = ''
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void upload(event.dataTransfer.files)
  }
  const extensions = formats.data?.readers.flatMap((reader) => reader.extensions) ?? []
  return (
    <div
      className={styles.add}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.addRow}>
        <Button busy={reading !== undefined} onClick={() => input.current?.click()}>
          <Upload size={16} aria-hidden /> {m.app_upload_file()}
        </Button>
        <Button onClick={() => setPasting(true)}>
          <ClipboardPaste size={16} aria-hidden /> {m.app_paste_text()}
        </Button>
        <span className={styles.quietText} role="status">
          {reading !== undefined ? m.app_reading_file({ file: reading }) : m.app_drop_hint()}
        </span>
      </div>
      {/* Opened by the button above; out of the tab order so that there is one stop for one thing. */}
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        className="visually-hidden"
        aria-label={m.app_upload_file()}
        accept={extensions.map((extension) => `.${extension.replace(/^\./, '')}`).join(',') || undefined}
        onChange={(event) => void upload(event.target.files)}
      />
      {failures.map((failure) => (
        <p key={failure.file} role="alert" className={styles.error}>
          <strong>{failure.file}</strong>: {failure.text}
        </p>
      ))}
      {pasting && (
        <PasteDialog
          onClose={() => setPasting(false)}
          onAdded={(text) => {
            setPasting(false)
            onAdded(text)
          }}
        />
      )}
    </div>
  )
}

const tooLarge = () => m.app_problem_file_too_large({ limit: LIMITS.uploadBytes / 1024 / 1024 })

function PasteDialog({ onClose, onAdded }: { onClose: () => void; onAdded: (text: Text) => void }) {
  const [tried, setTried] = useState(false)
  const [title, setTitle] = useState('')
  const [words, setWords] = useState('')
  const [date, setDate] = useState('')
  const [attribution, setAttribution] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    // React would hand it on to the form this dialog was opened from.
    event.stopPropagation()
    setTried(true)
    if (!title.trim() || !words.trim()) {
      event.currentTarget.querySelector<HTMLElement>(title.trim() ? 'textarea' : 'input')?.focus()
      return
    }
    setBusy(true)
    try {
      const text = await api.addText({
        title: title.trim(),
        text: words,
        ...(date && { date }),
        ...(attribution.trim() && { attribution: attribution.trim() }),
      })
      await textAdded(text)
      announce(m.app_text_added({ title: text.title }))
      onAdded(text)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog wide title={m.app_paste_text()} onClose={onClose}>
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label={m.app_text_title()}
          required
          maxLength={LIMITS.title}
          value={title}
          error={(tried && !title.trim() && m.app_title_missing()) || fieldProblem(error, 'title')}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextArea
          label={m.app_text_words()}
          required
          rows={10}
          maxLength={LIMITS.textCharacters}
          value={words}
          hint={m.app_text_words_hint()}
          error={(tried && !words.trim() && m.app_words_missing()) || fieldProblem(error, 'text')}
          onChange={(event) => setWords(event.target.value)}
        />
        <div className={styles.pair}>
          <TextField
            label={m.app_text_date()}
            optional={m.app_optional()}
            type="date"
            value={date}
            onChange={(event) => setDate(event.target.value)}
          />
          <TextField
            label={m.app_text_attribution()}
            optional={m.app_optional()}
            maxLength={500}
            value={attribution}
            onChange={(event) => setAttribution(event.target.value)}
          />
        </div>
        <FormError>{error !== undefined && problemText(error)}</FormError>
        <DialogActions>
          <Button onClick={onClose}>{m.app_cancel()}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {m.app_add_text()}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
