/** Texts: the library. They never change, so an id always means the same words. Knows no HTTP. */
import type { NewText, Text } from '@lectern/model'
import { readSeeds, readText, reviseText, textFrom } from '@lectern/formats'
import { notFound } from './access.ts'
import { StartError } from './config.ts'
import type { Context } from './context.ts'

/** @throws Problem `not-found` */
export async function findText({ storage }: Context, id: string): Promise<Text> {
  const text = await storage.getText(id)
  if (!text) throw notFound('text')
  return text
}

/** Makes a text of a paste, or of the answers to another text's suggestions. @throws Problem */
export async function addText(context: Context, personId: string | undefined, given: NewText): Promise<Text> {
  if ('from' in given) {
    const { from, ...answers } = given
    return keep(context, personId, reviseText(await findText(context, from), answers))
  }
  return keep(context, personId, textFrom(given))
}

/** Makes a text of a file. @throws Problem */
export async function addFile(
  context: Context,
  personId: string | undefined,
  file: Parameters<typeof readText>[0],
): Promise<Text> {
  return keep(context, personId, await readText(file))
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
