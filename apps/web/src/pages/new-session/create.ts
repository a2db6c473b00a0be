/** Making a session and going there; the same for the form and for "Try it now". */
import type { NewSession } from '@lectern/model'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '../../app/api.ts'
import { sessionsChanged } from '../../app/queries.ts'
import { m } from '../../messages/messages.js'
import { getLocale } from '../../messages/runtime.js'

export function useCreateSession(): {
  busy: boolean
  error: unknown
  create: (session: NewSession) => Promise<void>
} {
  const [, navigate] = useLocation()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const create = async (session: NewSession) => {
    setBusy(true)
    setError(undefined)
    try {
      const created = await api.createSession(session)
      void sessionsChanged()
      navigate(`/s/${created.session.id}`)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return { busy, error, create }
}

/** A title nobody has to think of: the one text's own, or the day. @param now ms */
export function defaultTitle(texts: readonly { title: string }[], now = Date.now()): string {
  const [only, ...others] = texts
  if (only && others.length === 0) return only.title
  const date = new Intl.DateTimeFormat(getLocale() === 'en' ? 'en-GB' : getLocale(), {
    dateStyle: 'long',
  }).format(now)
  return m.app_default_title({ date })
}
