/**
 * Takes out every check of the gate, one at a time, and runs the gate's tests: each must fail without it. On demand:
 * `node tests/fuzz/mutate.ts [part of a file name]`. Prints a line a check; ends with 1 when one was not missed.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const source = (name: string) => readFileSync(`${root}packages/sync/src/${name}`, 'utf8')

type Mutant = { file: string; from: number; to: number; text: string; what: string }

/**
 * Checks that something else makes up for, so that taking them out does no harm that could be seen.
 * A piece of the line → why.
 */
const COVERED: { [piece: string]: string } = {
  'An item has no place.': 'the decoder always names a place for what has no neighbours',
  'for (const place of deletes) checkRoot(place)': 'nothing stands outside of the root that could be deleted',
}

/** `throw new Refused(…)` and `throw refuse(…)`, each to where its bracket closes. */
function refusals(file: string): Mutant[] {
  const code = source(file)
  return [...code.matchAll(/throw (new Refused|refuse)\(/g)].map(({ index, 0: start }) => {
    let end = index + start.length
    for (let depth = 1; depth > 0; end++) depth += code[end] === '(' ? 1 : code[end] === ')' ? -1 : 0
    const line = code.slice(0, index).split('\n').length
    const reason = code.slice(index, end).split(/['`]/).at(-2) ?? ''
    return { file, from: index, to: end, text: 'void 0', what: `${file}:${line} ${reason}` }
  })
}

/** Checks that are no single refusal: what stands there → what stands there without it. */
const OTHERS: [file: string, piece: string, without: string][] = [
  ['replica.ts', 'if (!may(writer, this.#policy.action))', 'if (false)'],
  ['replica.ts', 'this.#policy.check(writer, intent)', ''],
  ['replica.ts', 'if (!honest)', 'if (false)'],
  ['replica.ts', 'Y.applyUpdate(this.doc, intent.update)', 'Y.applyUpdate(this.doc, bytes)'],
  ['policy-annotations.ts', 'for (const place of deletes) law(writer, place)', ''],
  ['policy-summary.ts', 'for (const place of deletes) checkRoot(place)', ''],
  ['policy-summary.ts', 'return checkMark(content)', 'return'],
  ['policy-summary.ts', 'else checkAttribute(place, content)', ''],
  [
    'policy-summary.ts',
    'if (place.key === null) checkChild(place, content)',
    'if (place.key === null) void 0',
  ],
  ['policy-summary.ts', '!content.arr.every(shape)', 'false'],
  ['admit.ts', 'if (place.key !== null) checkKeyed(struct, place.key, ds)', ''],
  ['admit.ts', 'known(struct, struct.origin) &&', 'true &&'],
  ['admit.ts', 'known(struct, struct.rightOrigin) &&', 'true &&'],
  ['admit.ts', '(!(struct.parent instanceof Y.ID) || known(struct, struct.parent))', 'true'],
  ['admit.ts', 'if (neighbour) return landingOf(neighbour)', 'if (neighbour) return null'],
  ['admit.ts', 'deletes.push(standing(struct))', 'void 0'],
  ['admit.ts', 'if (structs.some(holdsValues))', 'if (false)'],
  ['admit.ts', 'if (known)', 'if (false)'],
]

function others(): Mutant[] {
  return OTHERS.map(([file, piece, text]) => {
    const code = source(file)
    const from = code.indexOf(piece)
    if (from < 0 || code.includes(piece, from + 1)) throw new Error(`${file} has no single "${piece}"`)
    const line = code.slice(0, from).split('\n').length
    return { file, from, to: from + piece.length, text, what: `${file}:${line} ${piece}` }
  })
}

/** @returns the test that missed it, or undefined */
function missedBy(mutant: Mutant): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        `${root}node_modules/vitest/vitest.mjs`,
        'run',
        '--config',
        'tests/fuzz/mutate.config.ts',
        '--root',
        root,
      ],
      {
        cwd: root,
        env: { FUZZ_UPDATES: '30000', ...process.env, NO_COLOR: '1', MUTANT: JSON.stringify(mutant) },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.on('exit', (code) => {
      const [, test = 'the run'] = /FAIL\s+(.+)/.exec(said) ?? []
      resolve(code === 0 ? undefined : test)
    })
  })
}

const wanted = process.argv[2] ?? ''
const mutants = [
  ...['admit.ts', 'policy-annotations.ts', 'policy-summary.ts'].flatMap(refusals),
  ...others(),
].filter(({ what }) => what.includes(wanted))
const tally = { missed: 0, covered: 0, unnoticed: 0 }
const queue = [...mutants]
const worker = async () => {
  for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
    const test = await missedBy(mutant)
    const why = Object.entries(COVERED).find(([piece]) => mutant.what.includes(piece))?.[1]
    tally[test ? 'missed' : why ? 'covered' : 'unnoticed']++
    console.log(
      `${test ? 'missed   ' : why ? 'covered  ' : 'UNNOTICED'} ${mutant.what} | ${test ?? why ?? ''}`,
    )
  }
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker))
console.log(`${mutants.length} checks taken out: ${JSON.stringify(tally)}`)
process.exit(tally.unnoticed > 0 ? 1 : 0)
