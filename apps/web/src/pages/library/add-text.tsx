/** Bringing a text: a file, or pasted words. */
import { LIMITS, type Text } from '@lectern/model'
import { ClipboardPaste, Upload } from 'lucide-react'
import { type FormEvent, lazy, Suspense, useRef, useState } from 'react'
import { textAdded, useFormats } from '../../app/queries.ts'
import { m } from '../../messages/messages.js'
import { announce } from '../../ui/announce.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import imported from '../../import/import.module.css'
import { useDrop } from '../../import/use-drop.ts'
import { useImport } from '../../import/use-import.ts'
import styles from './library.module.css'

const PreviewDialog = lazy(() =>
  import('../../import/preview-dialog.tsx').then((part) => ({ default: part.PreviewDialog })),
)
const PasswordDialog = lazy(() =>
  import('../../import/password-dialog.tsx').then((part) => ({ default: part.PasswordDialog })),
)

/** @param onAdded called for each text that came into being */
export function AddText({ onAdded }: { onAdded: (text: Text) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const formats = useFormats()
  const [pasting, setPasting] = useState(false)
  const files = useImport()
  const [first] = files.drafts
  const [locked] = files.locked
  const over = useDrop((dropped) => void files.read(dropped))
  const added = async (text: Text) => {
    await textAdded(text)
    onAdded(text)
    announce(m.app_text_added({ title: text.title }))
  }
  const extensions = formats.data?.readers.flatMap((reader) => reader.extensions) ?? []
  return (
    <div className={styles.add} data-over={over || undefined}>
      <div className={styles.addRow}>
        <Button busy={files.reading !== undefined} onClick={() => input.current?.click()}>
          <Upload size={16} aria-hidden /> {m.app_upload_file()}
        </Button>
        <Button onClick={() => setPasting(true)}>
          <ClipboardPaste size={16} aria-hidden /> {m.app_paste_text()}
        </Button>
        <span className={styles.quietText} role="status">
          {files.reading !== undefined ? m.app_reading_file({ file: files.reading }) : m.app_drop_hint()}
        </span>
        {files.reading !== undefined && (
          <>
            <progress
              className={styles.progress}
              aria-label={m.app_reading_file({ file: files.reading })}
              value={files.progress}
            />
            <Button
              look="quiet"
              onClick={() => {
                files.stop()
                announce(m.import_given_up())
              }}
            >
              {m.import_stop()}
            </Button>
          </>
        )}
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
        onChange={({ target }) => {
          void files.read([...(target.files ?? [])])
          target.value = ''
        }}
      />
      {files.failures.map((failure) => (
        <p key={failure.file} role="alert" className={styles.error}>
          <strong>{failure.file}</strong>: {failure.text}
        </p>
      ))}
      {over && <div className={imported.dropping}>{m.import_drop()}</div>}
      {pasting && (
        <PasteDialog
          onClose={() => setPasting(false)}
          onRead={(file, title) => {
            setPasting(false)
            void files.read([file], { title })
          }}
        />
      )}
      <Suspense>
        {locked ? (
          <PasswordDialog
            key={locked.why}
            fileName={locked.file.name}
            why={locked.why}
            onOpen={(password) => void files.unlock(locked, password)}
            onClose={files.leaveLocked}
          />
        ) : (
          first && (
            <PreviewDialog
              key={first.draft.draft}
              fileName={first.file.name}
              draft={first.draft}
              more={files.drafts.length - 1}
              reread={(how) => void files.reread(first, how)}
              renew={() => files.renew(first)}
              onAdded={(text) => {
                files.next()
                void added(text)
              }}
              onClose={files.next}
            />
          )
        )}
      </Suspense>
    </div>
  )
}

type PasteProps = {
  onClose: () => void
  /** The words as a file: a page where they came with their headings and lists. */
  onRead: (file: File, title: string | undefined) => void
}
/** Markup that says more than its words do. */
const RICH = /<(?:h[1-6]|li|table|blockquote)[\s>]/i

function PasteDialog({ onClose, onRead }: PasteProps) {
  const [tried, setTried] = useState(false)
  const [title, setTitle] = useState('')
  const [words, setWords] = useState('')
  const read = (content: string, extension: string, type: string) => {
    const name = `${title.trim() || m.app_paste_text()}.${extension}`
    onRead(new File([content], name, { type }), title.trim() || undefined)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    // React would hand it on to the form this dialog was opened from.
    event.stopPropagation()
    setTried(true)
    if (words.trim()) read(words, 'txt', 'text/plain')
    else event.currentTarget.querySelector('textarea')?.focus()
  }
  return (
    <Dialog wide title={m.app_paste_text()} onClose={onClose}>
      <form className={styles.form} noValidate onSubmit={submit}>
        <TextField
          label={m.app_text_title()}
          optional={m.app_optional()}
          maxLength={LIMITS.title}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextArea
          label={m.app_text_words()}
          required
          rows={10}
          maxLength={LIMITS.textCharacters}
          value={words}
          hint={m.app_text_words_hint()}
          error={tried && !words.trim() ? m.app_words_missing() : undefined}
          onChange={(event) => setWords(event.target.value)}
          onPaste={(event) => {
            const markup = event.clipboardData.getData('text/html')
            if (words.trim() || !RICH.test(markup)) return
            event.preventDefault()
            read(markup, 'html', 'text/html')
          }}
        />
        <DialogActions>
          <Button onClick={onClose}>{m.app_cancel()}</Button>
          <Button type="submit" look="primary">
            {m.import_look()}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
