/**
 * The sync server beside its peers: `node tests/bench/bench.ts [--only many,hall] [--peers ours,relay] [--repeat 5] [--quick]
 * [--flags='--cpu-prof …']`. Contestants take turns within each repeat, so that a ratio compares neighbours in time; trust
 * ratios, no absolute number. Exit code 1 when something was lost, never for being slow.
 */
import { parseArgs } from 'node:util'
import { Contestant, installPeers, type Name, NAMES } from './contestants.ts'
import { median } from './measure.ts'
import { type Figures, type Scenario, SCENARIOS } from './scenarios.ts'

const { values: given } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(SCENARIOS).join() },
    peers: { type: 'string', default: NAMES.join() },
    repeat: { type: 'string' },
    quick: { type: 'boolean', default: false },
    flags: { type: 'string', default: '' },
  },
})
const repeat = Number(given.repeat ?? (given.quick ? 1 : 5))
const wanted = given.peers.split(',')
const flags = given.flags.split(' ').filter(Boolean)

const round = (value: number) =>
  Number.isNaN(value) ? '–' : String(Number(value.toPrecision(value >= 1_000 ? 4 : 3)))
const spread = (values: number[]) => {
  const known = values.filter((value) => !Number.isNaN(value))
  if (known.length === 0) return '–'
  const noise = known.length > 1 ? ` (${round(Math.min(...known))}–${round(Math.max(...known))})` : ''
  return round(median(known)) + noise
}

type Runs = Map<Name, Figures[]>

function table(scenario: Scenario, runs: Runs): string {
  const columns = [...new Set([...runs.values()].flat().flatMap(Object.keys))]
  const rows = [...runs].map(([name, figures]) => [
    name,
    ...columns.map((column) => spread(figures.map((run) => run[column] ?? Number.NaN))),
  ])
  const lines = [['', ...columns], columns.concat('').map(() => '---'), ...rows]
  return `\n### ${scenario.title}\n\n${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}`
}

function verdicts(scenario: Scenario, runs: Runs): string[] {
  const ours = runs.get('ours') ?? []
  const lines: string[] = []
  const judge = (what: string, values: number[], atMost = Infinity, atLeast = -Infinity) => {
    const value = median(values)
    if (Number.isNaN(value)) return
    const target = atMost < Infinity ? `≤ ${atMost}` : `≥ ${atLeast}`
    lines.push(
      `| ${what} | ${spread(values)} | ${target} | ${value <= atMost && value >= atLeast ? 'yes' : 'NO'} |`,
    )
  }
  for (const { figure, peer, atMost, atLeast } of scenario.goals) {
    const theirs = runs.get(peer) ?? []
    const ratios = ours.map((run, i) => run[figure]! / (theirs[i]?.[figure] ?? Number.NaN))
    judge(`${figure}, of ${peer}'s`, ratios, atMost, atLeast)
  }
  for (const { figure, atMost } of scenario.limits ?? []) {
    judge(
      figure,
      ours.map((run) => run[figure]!),
      atMost,
    )
  }
  if (lines.length === 0) return []
  return ['', '| ours | median (min–max) | target | held |', '| --- | --- | --- | --- |', ...lines]
}

installPeers()
let faulty = false
for (const only of given.only.split(',')) {
  const scenario = SCENARIOS[only]
  if (!scenario) throw new Error(`There is no ${only}. There are: ${Object.keys(SCENARIOS).join(', ')}.`)
  const names = scenario.contestants.filter((name) => wanted.includes(name))
  const runs: Runs = new Map(names.map((name) => [name, []]))
  for (let i = 0; i < repeat; i++) {
    const order = [...names.slice(i % names.length), ...names.slice(0, i % names.length)]
    for (const name of order) {
      const server = await Contestant.start(name, flags)
      let figures: Figures = {}
      try {
        const result = await scenario.run(server, given.quick)
        figures = result.figures
        const faults = [...new Set(result.faults)].slice(0, 3)
        if (faults.length > 0) {
          faulty ||= name === 'ours'
          console.error(`${only} ${name}: ${faults.join('; ')}`)
        }
      } catch (error) {
        faulty ||= name === 'ours'
        console.error(`${only} ${name}: ${String(error)}`)
      } finally {
        await server.dispose()
      }
      runs.get(name)!.push(figures)
      console.error(
        only,
        i,
        name,
        JSON.stringify(figures, (_, v) => (typeof v === 'number' ? round(v) : v)),
      )
    }
  }
  console.log([table(scenario, runs), ...verdicts(scenario, runs)].join('\n'))
}
process.exitCode = faulty ? 1 : 0
