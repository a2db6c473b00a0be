/** What can be read and written, as the server tells it. */
import * as z from 'zod/mini'

/** `GET /api/formats` */
export const Formats = z
  .strictObject({
    readers: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        mediaTypes: z.array(z.string()),
        extensions: z.array(z.string()),
      }),
    ),
    writers: z.array(
      z.strictObject({ name: z.string(), label: z.string(), mediaType: z.string(), extension: z.string() }),
    ),
  })
  .register(z.globalRegistry, { id: 'Formats' })
export type Formats = z.infer<typeof Formats>
