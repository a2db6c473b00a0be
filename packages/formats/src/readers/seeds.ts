/** Loads the texts that come with the product: files and `seeds.json` beside them, read like any upload. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, Problem, type Seed, SeedList, type Text } from '@lectern/model'
import { readText } from './read-text.ts'

/**
 * Reads every text that `seeds.json` in `dir` lists, in its order, with the metadata given there.
 * @throws Problem `bad-request` when the list is not valid, `unreadable` when a file is not the one it lists
 */
export async function readSeeds(dir: string): Promise<Text[]> {
  const listed: unknown = JSON.parse(await readFile(join(dir, 'seeds.json'), 'utf8'))
  const { seeds } = parse(SeedList, listed, 'list of texts (seeds.json)')
  return Promise.all(seeds.map((seed) => readSeed(dir, seed)))
}

async function readSeed(dir: string, seed: Seed): Promise<Text> {
  const { file, sha256, sourceDescription, id: _id, slug: _slug, ...rest } = seed
  const bytes = await readFile(join(dir, file))
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== sha256) {
    throw new Problem('unreadable', `${file} is not the file that seeds.json lists: its SHA-256 is ${found}.`)
  }
  const described = { ...rest, description: sourceDescription }
  const fields = Object.fromEntries(Object.entries(described).filter(([, value]) => value !== null))
  return readText({ bytes, fileName: file, mediaType: 'text/plain', fields })
}
