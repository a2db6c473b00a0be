/** The start: my sessions, or, before there are any, five texts and a way to try it at once. */
import { Page } from '../../app/page.tsx'
import { ErrorPage } from '../../app/error-page.tsx'
import { useSessions } from '../../app/queries.ts'
import { Waiting } from '../../app/waiting.tsx'
import { m } from '../../messages/messages.js'
import { ButtonLink } from '../../ui/button.tsx'
import { FirstRun } from './first-run.tsx'
import { SessionList } from './session-list.tsx'

export function HomePage() {
  const sessions = useSessions()
  if (sessions.isPending) return <Waiting />
  if (sessions.isError) return <ErrorPage error={sessions.error} again={() => void sessions.refetch()} />
  if (sessions.data.length === 0) return <FirstRun />
  return (
    <Page
      title={m.app_home_title()}
      actions={
        <ButtonLink look="primary" href="/new">
          {m.app_new_session()}
        </ButtonLink>
      }
    >
      <SessionList sessions={sessions.data} />
    </Page>
  )
}
