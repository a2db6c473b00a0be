/** What was last looked for, so that the next look goes on from there. Lives as long as the page. */
let last = { sessionId: '', query: '' }

export const lastQuery = {
  of: (sessionId: string): string => (last.sessionId === sessionId ? last.query : ''),
  keep: (sessionId: string, query: string): void => void (last = { sessionId, query }),
}
