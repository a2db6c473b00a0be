/** Comments that came with files, as notes of a session: by the names of those who wrote them, brought along by the host who brings the text. */
import { annotationKey, replyKey, rootMap } from '@lectern/docs'
import { AnnotationValue, LIMITS, parse, ReplyValue, type SourceComment, type Text } from '@lectern/model'
import { describe } from '@lectern/text'
import { peerOf, type Place } from './access.ts'
import { type Context, timestamp } from './context.ts'

type Remark = Pick<SourceComment, 'author' | 'at' | 'words'>

/** Writes the comments of texts that are new in a session into its notes. Harmless when repeated: the keys follow from the text. */
export async function bringComments(
  context: Context,
  place: Place,
  textIds: readonly string[],
): Promise<void> {
  const texts = await Promise.all(textIds.map((id) => context.storage.getText(id)))
  const commented = texts.filter((text) => text?.comments?.length) as Text[]
  if (commented.length === 0) return
  const { personId } = place.member
  const now = timestamp(context)
  const said = ({ author, at = now, words }: Remark) => ({
    body: { type: 'TextualBody', value: words.slice(0, LIMITS.body), format: 'text/markdown' },
    created: at,
    modified: at,
    imported: { author: author.trim().slice(0, 80) || '?' },
  })
  const document = { sessionId: place.session.id, kind: 'annotations' } as const
  await context.rooms.write(document, peerOf(place), (doc) => {
    for (const text of commented) {
      for (const [index, comment] of text.comments!.entries()) {
        const key = annotationKey(personId, `${text.id}-c${index}`)
        if (rootMap(doc, 'annotations').has(key)) continue
        const end = Math.min(comment.end, comment.start + LIMITS.quote)
        const target = { source: text.id, selector: describe(text.canonical, comment.start, end) }
        const value = { target, motivation: 'commenting', ...said(comment) }
        rootMap(doc, 'annotations').set(key, parse(AnnotationValue, value, 'comment'))
        for (const [n, reply] of comment.replies.entries()) {
          rootMap(doc, 'replies').set(
            replyKey(personId, key, `r${n}`),
            parse(ReplyValue, said(reply), 'reply'),
          )
        }
      }
    }
  })
}
