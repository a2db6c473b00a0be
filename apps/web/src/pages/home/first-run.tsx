/** Nothing yet: what this is, and a session on the texts that are there, one name and one press away. */
import { LIMITS } from '@lectern/model'
import { BookOpenText, MessageSquareQuote, NotebookPen } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { Page } from '../../app/page.tsx'
import { fieldProblem, problemText } from '../../app/problem-text.ts'
import { useMe, useTexts } from '../../app/queries.ts'
import { m } from '../../messages/messages.js'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { FormError, TextField } from '../../ui/field.tsx'
import { TextChooser } from '../library/text-chooser.tsx'
import { defaultTitle, useCreateSession } from '../new-session/create.ts'
import styles from './home.module.css'

export function FirstRun() {
  const me = useMe()
  const texts = useTexts()
  const { busy, error, create } = useCreateSession()
  const form = useRef<HTMLFormElement>(null)
  const [picked, setPicked] = useState<string[]>()
  const [typedName, setName] = useState<string>()
  const [tried, setTried] = useState(false)

  // A text and its corrected version are the same words: only the newer one.
  const newest = texts.data?.filter(({ id }) => !texts.data.some(({ revisionOf }) => revisionOf === id))
  const chosen = picked ?? newest?.map(({ id }) => id) ?? []
  const name = typedName ?? me.data?.name ?? ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (chosen.length === 0 || !name.trim()) {
      form.current?.querySelector<HTMLElement>(name.trim() ? '[type=checkbox]' : '[name=name]')?.focus()
      return
    }
    // The longest first: it opens, and it is the one the others speak of.
    const wanted = (texts.data ?? [])
      .filter(({ id }) => chosen.includes(id))
      .toSorted((a, b) => b.words - a.words)
    await create({ title: defaultTitle(wanted), textIds: wanted.map(({ id }) => id), name: name.trim() })
  }
  return (
    <Page title={m.app_name()} heading={m.app_home_heading()} intro={m.app_home_intro()}>
      <ol className={styles.steps}>
        <li>
          <BookOpenText size={20} aria-hidden />
          {m.app_home_step_read()}
        </li>
        <li>
          <MessageSquareQuote size={20} aria-hidden />
          {m.app_home_step_comment()}
        </li>
        <li>
          <NotebookPen size={20} aria-hidden />
          {m.app_home_step_summary()}
        </li>
      </ol>
      <form ref={form} className={styles.try} noValidate onSubmit={(event) => void submit(event)}>
        <div className={styles.tryNow}>
          <TextField
            label={m.app_your_name()}
            name="name"
            required
            autoComplete="name"
            maxLength={LIMITS.name}
            value={name}
            error={(tried && !name.trim() && m.app_name_missing()) || fieldProblem(error, 'name')}
            hint={m.app_your_name_hint()}
            onChange={(event) => setName(event.target.value)}
          />
          <FormError>{error !== undefined && problemText(error)}</FormError>
          <Button type="submit" look="primary" busy={busy}>
            {m.app_try_now()}
          </Button>
          <ButtonLink look="quiet" href="/new">
            {m.app_prepare_own()}
          </ButtonLink>
        </div>
        <TextChooser
          chosen={chosen}
          error={tried && chosen.length === 0 ? m.app_texts_missing() : fieldProblem(error, 'textIds')}
          onChange={setPicked}
        />
      </form>
    </Page>
  )
}
