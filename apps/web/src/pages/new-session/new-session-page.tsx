/** A new session: texts, a title, who I am. Everything else can wait. */
import { LIMITS } from '@lectern/model'
import { type FormEvent, useRef, useState } from 'react'
import { useSearchParams } from 'wouter'
import { Page } from '../../app/page.tsx'
import { fieldProblem, problemText } from '../../app/problem-text.ts'
import { useMe, useSessions, useTexts } from '../../app/queries.ts'
import { m } from '../../messages/messages.js'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { FormError, SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { TextChooser } from '../library/text-chooser.tsx'
import { defaultTitle, useCreateSession } from './create.ts'
import styles from './new-session.module.css'

/** `?text=ID` (from a text's own page) chooses that text. */
export function NewSessionPage() {
  const [query] = useSearchParams()
  const me = useMe()
  const texts = useTexts()
  const hosted = (useSessions().data ?? [])
    .filter(({ me }) => me.role === 'host')
    .map(({ session }) => session)
  const { busy, error, create } = useCreateSession()
  const form = useRef<HTMLFormElement>(null)
  const [chosen, setChosen] = useState<string[]>(query.getAll('text'))
  // Until somebody types into them, title and name are what they most likely should be.
  const [typedTitle, setTitle] = useState<string>()
  const [typedName, setName] = useState<string>()
  const [theme, setTheme] = useState('')
  const [purpose, setPurpose] = useState('')
  const [continues, setContinues] = useState('')
  const [tried, setTried] = useState(false)

  const title =
    typedTitle ??
    (chosen.length > 0 ? defaultTitle(texts.data?.filter(({ id }) => chosen.includes(id)) ?? []) : '')
  const name = typedName ?? me.data?.name ?? ''
  const errors = {
    texts: tried && chosen.length === 0 ? m.app_texts_missing() : fieldProblem(error, 'textIds'),
    title: tried && chosen.length > 0 && !title.trim() ? m.app_title_missing() : fieldProblem(error, 'title'),
    name: tried && !name.trim() ? m.app_name_missing() : fieldProblem(error, 'name'),
  }

  const goOn = (id: string) => {
    setContinues(id)
    const last = hosted.find((session) => session.id === id)
    if (!last) return
    if (chosen.length === 0) setChosen(last.textIds)
    setTitle(typedTitle ?? last.title)
    if (!theme) setTheme(last.theme)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (chosen.length === 0 || !title.trim() || !name.trim()) {
      const first = chosen.length === 0 ? '[type=checkbox]' : title.trim() ? '[name=name]' : '[name=title]'
      form.current?.querySelector<HTMLElement>(first)?.focus()
      return
    }
    await create({
      title: title.trim(),
      textIds: chosen,
      name: name.trim(),
      ...(continues && { continues }),
      ...(theme.trim() && { theme: theme.trim() }),
      ...(purpose.trim() && { purpose: purpose.trim() }),
    })
  }
  return (
    <Page narrow title={m.app_new_session()} intro={m.app_new_intro()}>
      <form ref={form} className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        {hosted.length > 0 && (
          <SelectField
            label={m.app_continues()}
            optional={m.app_optional()}
            hint={m.app_continues_hint()}
            value={continues}
            onChange={(event) => goOn(event.target.value)}
          >
            <option value="">{m.app_continues_none()}</option>
            {hosted.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </SelectField>
        )}
        <TextChooser chosen={chosen} error={errors.texts} onChange={setChosen} />
        <TextField
          label={m.app_session_title()}
          name="title"
          required
          maxLength={LIMITS.title}
          value={title}
          error={errors.title}
          hint={m.app_session_title_hint()}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextField
          label={m.app_session_theme()}
          optional={m.app_optional()}
          maxLength={LIMITS.theme}
          value={theme}
          hint={m.app_session_theme_hint()}
          onChange={(event) => setTheme(event.target.value)}
        />
        <TextArea
          label={m.app_session_purpose()}
          optional={m.app_optional()}
          maxLength={LIMITS.purpose}
          value={purpose}
          hint={m.app_session_purpose_hint()}
          onChange={(event) => setPurpose(event.target.value)}
        />
        <TextField
          label={m.app_your_name()}
          name="name"
          required
          autoComplete="name"
          maxLength={LIMITS.name}
          value={name}
          error={errors.name}
          hint={m.app_your_name_hint()}
          onChange={(event) => setName(event.target.value)}
        />
        <FormError>{error !== undefined && problemText(error)}</FormError>
        <div className={styles.actions}>
          <ButtonLink href="/">{m.app_cancel()}</ButtonLink>
          <Button type="submit" look="primary" busy={busy}>
            {m.app_create_session()}
          </Button>
        </div>
      </form>
    </Page>
  )
}
