/** The files in `fixtures/`, read, and a text as lines that a test can name. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Text } from '@lectern/model'
import { readFile } from '../../index.ts'

export const pathOf = (name: string) => fileURLToPath(new URL(`../../../fixtures/${name}`, import.meta.url))
export const read = (name: string, options: Partial<Parameters<typeof readFile>[0]> = {}) =>
  readFile({ bytes: new Uint8Array(readFileSync(pathOf(name))), fileName: name, ...options })
export const shown = ({ blocks, canonical, exclusions }: Text) =>
  blocks.map(({ kind, level, start, end }) => {
    const folded = exclusions.find((span) => span.start <= start && span.end >= end)
    const words = canonical.slice(start, end)
    const short = words.length > 44 ? `${words.slice(0, 26)} … ${words.slice(-15)}` : words
    return `${kind}${level ?? ''}${folded ? ` (${folded.reason})` : ''}: ${short}`
  })
