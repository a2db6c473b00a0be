/** All that is said aloud of what others do. Shows nothing; loaded after the text shows. */
import { News } from './news.ts'
import { Presence } from './presence.ts'
import { SummaryChanges } from './summary-changes.ts'

export function Listening() {
  return (
    <>
      <News />
      <Presence />
      <SummaryChanges />
    </>
  )
}
