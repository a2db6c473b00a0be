/** The gate's own tests, with one check taken out of the source (`MUTANT`, see mutate.ts). */
import { defineConfig, type ViteUserConfig } from 'vitest/config'

type Mutant = { file: string; from: number; to: number; text: string }
const mutant = JSON.parse(process.env['MUTANT'] ?? 'null') as Mutant | null

const config: ViteUserConfig = defineConfig({
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform(code: string, id: string) {
        if (!mutant || !id.endsWith(mutant.file)) return undefined
        return { code: code.slice(0, mutant.from) + mutant.text + code.slice(mutant.to), map: null }
      },
    },
  ],
  test: {
    include: ['packages/sync/src/{gate,honest,fuzz}.test.ts'],
    testTimeout: 30_000,
    bail: 1,
    isolate: false,
    pool: 'threads',
    maxWorkers: 1,
    // What is kept of the last run does not know of the mutant.
    fsModuleCache: false,
  },
})

export default config
