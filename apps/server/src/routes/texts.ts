/** Routes of the library. Open to everybody: the first page shows the texts before anyone has a name. */
import { FileForm, NewText, summarizeText, Text, TextDraft, TextSummary } from '@lectern/model'
import type { Request } from 'express'
import * as z from 'zod/mini'
import type { Context } from '../context.ts'
import { type Route, route } from '../route.ts'
import { addFile, addText, draftFile, findText } from '../texts.ts'

/** Whoever accepts only this is told how far a draft is (`DraftLine`). */
const NDJSON = 'application/x-ndjson'
const Texts = z.array(TextSummary).register(z.globalRegistry, { id: 'Texts' })

export const textRoutes = (context: Context): Route[] => [
  route({
    method: 'get',
    path: '/api/texts',
    summary: 'The library, without the words',
    answers: { 200: Texts },
    problems: [],
    handle: async () => ({ json: (await context.storage.listTexts()).map(summarizeText) }),
  }),
  route({
    method: 'get',
    path: '/api/texts/:id',
    summary: 'One text; it never changes',
    answers: { 200: Text },
    problems: ['not-found'],
    handle: async ({ params }) => {
      const text = await findText(context, params['id']!)
      return {
        headers: { ETag: `"${text.id}"`, 'Cache-Control': 'public, max-age=31536000, immutable' },
        json: text,
      }
    },
  }),
  route({
    method: 'post',
    path: '/api/texts',
    summary:
      'Add a text: a file, a paste, the answers to the suggestions for another text, or a draft as it was edited',
    body: NewText,
    form: FileForm,
    answers: { 200: TextDraft, 201: Text },
    problems: [
      'bad-request',
      'not-found',
      'too-large',
      'unsupported-format',
      'unreadable',
      'locked',
      'too-fast',
      'unavailable',
    ],
    limiter: 'texts',
    handle: async ({ body, upload, personId, request }) => {
      if (upload?.fields.draft) {
        const { file, fields } = upload
        const draft = (onProgress?: (share: number) => void) =>
          draftFile(context, file, fields, { signal: gone(request), onProgress })
        if (request.get('accept') !== NDJSON) return { json: await draft() }
        return { lines: (tell) => draft((progress) => tell({ progress })) }
      }
      const text = upload
        ? await addFile(context, personId, upload.file, upload.fields, { signal: gone(request) })
        : await addText(context, personId, body)
      return { status: 201, headers: { Location: `/api/texts/${text.id}` }, json: text }
    },
  }),
]

/** Aborted when whoever asked has gone. */
function gone({ res }: Request): AbortSignal {
  const end = new AbortController()
  // Also when it has been answered; then nothing is left to end.
  res?.once('close', () => end.abort())
  return end.signal
}
