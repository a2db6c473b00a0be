/** Sets, changes or removes the link at the selection. */
import { isSafeLink } from '@lectern/docs'
import type { Editor } from '@tiptap/core'
import { type FormEvent, useState } from 'react'
import { m } from '../messages/messages.js'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'
import styles from './summary.module.css'

/** The address as it is stored: "example.org" gets the scheme everybody leaves out. @returns undefined when it is none */
export function linkAddress(typed: string): string | undefined {
  const words = typed.trim()
  if (!words || /\s/.test(words)) return undefined
  if (/^[a-z][a-z0-9+.-]*:/i.test(words) && !/^[^:/]+:\d+(\/|$)/.test(words)) {
    return isSafeLink(words) ? words : undefined
  }
  if (/^[^@/]+@[^@/]+\.[^@/]+$/.test(words)) return `mailto:${words}`
  return /^[^/]+\.[^/.]+/.test(words) ? `https://${words}` : undefined
}

export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const before = (editor.getAttributes('link')['href'] as string | undefined) ?? ''
  const bare = editor.state.selection.empty && !before
  const [address, setAddress] = useState(before)
  const [words, setWords] = useState('')
  const [invalid, setInvalid] = useState(false)

  const done = (change: () => void) => {
    onClose()
    // After the dialog has given the focus back.
    setTimeout(change)
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const href = linkAddress(address)
    if (!href) return setInvalid(true)
    done(() => {
      const chain = editor.chain().focus()
      if (bare) {
        chain
          .insertContent([
            {
              type: 'text',
              text: words.trim() || address.trim(),
              marks: [{ type: 'link', attrs: { href } }],
            },
            { type: 'text', text: ' ' },
          ])
          .run()
      } else chain.extendMarkRange('link').setMark('link', { href }).run()
    })
  }
  const remove = () => done(() => editor.chain().focus().extendMarkRange('link').unsetMark('link').run())

  return (
    <Dialog title={m.summary_link_title()} onClose={onClose}>
      <form onSubmit={save} noValidate className={styles.form}>
        <TextField
          label={m.summary_link_address()}
          type="url"
          inputMode="url"
          // The dialog looks for the attribute, which React does not write.
          ref={(field) => field?.setAttribute('autofocus', '')}
          placeholder="https://"
          value={address}
          onChange={(event) => {
            setAddress(event.target.value)
            setInvalid(false)
          }}
          {...(invalid && { error: m.summary_link_invalid() })}
        />
        {bare && (
          <TextField
            label={m.summary_link_text()}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
        <DialogActions>
          {before && (
            <Button look="danger" onClick={remove}>
              {m.summary_link_remove()}
            </Button>
          )}
          <Button look="primary" type="submit">
            {m.summary_link_save()}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
