/** Texts: the library. They never change, so an id always means the same words. Knows no HTTP. */
import { editText, readSeeds, reviseText, type SourceFile, textFrom } from '@lectern/formats'
import { type FileForm, GivenFields, type NewText, parse, type Text, type TextDraft } from '@lectern/model'
import { notFound } from './access.ts'
import { StartError } from './config.ts'
import type { Context } from './context.ts'
import { readApart } from './reading/apart.ts'

/** @throws Problem `not-found` */
export async function findText({ storage }: Context, id: string): Promise<Text> {
  const text = await storage.getText(id)
  if (!text) throw notFound('text')
  return text
}

/** Makes a text of a paste, of the answers to another text's suggestions, or of a draft as it was edited. @throws Problem */
export async function addText(context: Context, personId: string | undefined, given: NewText): Promise<Text> {
  if ('from' in given) {
    const { from, ...answers } = given
    return keep(context, personId, reviseText(await findText(context, from), answers))
  }
  if ('draft' in given) {
    const { draft, fields, ...edits } = given
    const found = context.drafts.find(draft)
    if (!found) throw notFound('draft')
    return keep(context, personId, editText(found.text, edits, fields))
  }
  return keep(context, personId, textFrom(given))
}

const FIELDS = Object.keys(GivenFields.shape) as (keyof GivenFields)[]
type How = NonNullable<Parameters<typeof readApart>[1]>
type File = Pick<SourceFile, 'bytes' | 'fileName' | 'mediaType'>

/** Reads a file, outside of this process. @throws Problem */
async function readOf(file: File, form: FileForm, how: How) {
  const { encoding, password, parts } = form
  const fields = parse(GivenFields, Object.fromEntries(FIELDS.map((name) => [name, form[name]])), 'form')
  const options = { encoding, password, parts: parts?.split(',').map(Number), fields }
  return readApart({ file, options }, how)
}

/** Makes a text of a file. @throws Problem */
export async function addFile(
  context: Context,
  personId: string | undefined,
  file: File,
  form: FileForm,
  how: How,
): Promise<Text> {
  return keep(context, personId, (await readOf(file, form, how)).text)
}

/** Reads a file to be looked at. @throws Problem */
export async function draftFile(context: Context, file: File, form: FileForm, how: How): Promise<TextDraft> {
  const { text, reading } = await readOf(file, form, how)
  const known = await context.storage.getText(text.id)
  return context.drafts.keep({ text, reading, ...(known && { known: known.id }) })
}

/** The same words, blocks and folds are the same text: who adds it again gets the one that is there, with its title. */
async function keep({ storage }: Context, personId: string | undefined, text: Text): Promise<Text> {
  await storage.putText(text, personId)
  return (await storage.getText(text.id)) ?? text
}

/** Puts the texts that come with Lectern into the library. Harmless when they are there. @throws StartError */
export async function addSeeds({ storage, config }: Context): Promise<void> {
  const seeds = await readSeeds(config.seedsDir).catch((error: Error) => {
    throw new StartError(`The texts in ${config.seedsDir} cannot be read: ${error.message}`)
  })
  for (const text of seeds) await storage.putText(text)
}
