/** A session I may not read: never invited, or not any more. */
import { Page } from '../../app/page.tsx'
import { m } from '../../messages/messages.js'
import { ButtonLink } from '../../ui/button.tsx'

export function ClosedPage({ why }: { why: 'not-invited' | 'removed' }) {
  const [title, text] =
    why === 'removed'
      ? [m.session_you_were_removed(), m.session_you_were_removed_text()]
      : [m.session_closed_to_you(), m.session_closed_to_you_text()]
  return (
    <Page narrow title={title} intro={text}>
      <ButtonLink href="/">{m.app_to_start()}</ButtonLink>
    </Page>
  )
}
