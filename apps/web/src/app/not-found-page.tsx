/** Nothing is at this address. */
import { m } from '../messages/messages.js'
import { ButtonLink } from '../ui/button.tsx'
import { Page } from './page.tsx'

export function NotFoundPage() {
  return (
    <Page narrow title={m.app_not_found_title()} intro={m.app_not_found_text()}>
      <ButtonLink look="primary" href="/">
        {m.app_to_start()}
      </ButtonLink>
    </Page>
  )
}
