/** Routes of the library. Open to everybody: the first page shows the texts before anyone has a name. */
import { GivenFields, NewText, summarizeText, Text, TextSummary } from '@lectern/model'
import * as z from 'zod/mini'
import type { Context } from '../context.ts'
import { type Route, route } from '../route.ts'
import { addFile, addText, findText } from '../texts.ts'

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
    summary: 'Add a text: a file, a paste, or the answers to the suggestions for another text',
    body: NewText,
    form: GivenFields,
    answers: { 201: Text },
    problems: ['bad-request', 'not-found', 'too-large', 'unsupported-format', 'unreadable', 'too-fast'],
    limiter: 'texts',
    handle: async ({ body, upload, personId }) => {
      const text = upload
        ? await addFile(context, personId, { ...upload.file, fields: upload.fields })
        : await addText(context, personId, body)
      return { status: 201, headers: { Location: `/api/texts/${text.id}` }, json: text }
    },
  }),
]
