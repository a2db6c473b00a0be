/** The house: imports go down only, packages are entered by their door, files stay small. Reads the sources as text. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

const FLOORS: { [unit: string]: number } = {
  'packages/model': 0,
  'packages/text': 1,
  'packages/docs': 2,
  'packages/storage': 2,
  'packages/sync': 3,
  'packages/formats': 3,
  'apps/server': 4,
  'apps/web': 4,
}
/** Node-only packages never reach the page. */
const NODE_ONLY = ['packages/storage', 'packages/sync', 'packages/formats']
const nameOf = (unit: string) => `@lectern/${unit.split('/')[1]}`
const unitOf = new Map(Object.keys(FLOORS).map((unit) => [nameOf(unit), unit]))

type Source = { file: string; unit: string; lines: number; imports: string[] }

function sourcesOf(unit: string): Source[] {
  const found: Source[] = []
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (relative(root, path) !== join('apps', 'web', 'src', 'messages')) walk(path)
      } else if (/\.tsx?$/.test(entry.name)) {
        const code = readFileSync(path, 'utf8')
        // Static, re-exporting and dynamic imports, type-only ones too: a type is a dependency as well.
        const imports = [...code.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/g)].map(
          (match) => match[1]!,
        )
        found.push({ file: relative(root, path), unit, lines: code.split('\n').length, imports })
      }
    }
  }
  walk(join(root, unit, 'src'))
  return found
}

const sources = Object.keys(FLOORS).flatMap(sourcesOf)
const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const readJson = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))

describe('the house', () => {
  test('every workspace package has a floor', () => {
    const units = ['packages', 'apps'].flatMap((top) =>
      readdirSync(join(root, top)).map((name) => `${top}/${name}`),
    )
    expect(units.sort()).toEqual(Object.keys(FLOORS).sort())
  })

  test('imports go down, and only through doors', () => {
    const wrong: string[] = []
    for (const { file, unit, imports } of sources) {
      for (const specifier of imports) {
        if (specifier.startsWith('.')) {
          const target = relative(root, resolve(root, dirname(file), specifier))
          if (!target.startsWith(`${unit}/`)) wrong.push(`${file} reaches into ${target}`)
          continue
        }
        if (!specifier.startsWith('@lectern/')) continue
        const target = unitOf.get(specifier)
        if (!target) wrong.push(`${file} goes past a door: ${specifier}`)
        else if (FLOORS[target]! >= FLOORS[unit]!)
          wrong.push(`${file} imports upward or sideways: ${specifier}`)
        else if (unit === 'apps/web' && NODE_ONLY.includes(target))
          wrong.push(`${file} brings ${specifier} into the page`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('package.json and tsconfig name lower floors only, and the same ones', () => {
    for (const unit of Object.keys(FLOORS)) {
      const { dependencies = {} } = readJson(`${unit}/package.json`)
      const named = Object.keys(dependencies).filter((name) => name.startsWith('@lectern/'))
      for (const name of named)
        expect(FLOORS[unitOf.get(name)!], `${unit} → ${name}`).toBeLessThan(FLOORS[unit]!)
      const references = (readJson(`${unit}/tsconfig.json`).references as { path: string }[]).map(
        ({ path }) => nameOf(relative(root, resolve(root, unit, path))),
      )
      expect(references.sort(), `references of ${unit}`).toEqual(named.sort())
    }
  })

  test('no file imports itself through others', () => {
    const graph = new Map(
      sources.map(({ file, imports }) => [
        file,
        imports
          .filter((name) => name.startsWith('.'))
          .map((name) => relative(root, resolve(root, dirname(file), name))),
      ]),
    )
    const cycles: string[] = []
    const done = new Set<string>()
    const visit = (file: string, path: string[]) => {
      const at = path.indexOf(file)
      if (at >= 0) cycles.push([...path.slice(at), file].join(' → '))
      if (at >= 0 || done.has(file)) return
      for (const next of graph.get(file) ?? []) visit(next, [...path, file])
      done.add(file)
    }
    for (const file of graph.keys()) visit(file, [])
    expect(cycles).toEqual([])
  })

  test('no source file is over 400 lines', () => {
    expect(sources.filter(({ lines }) => lines > 400).map(({ file, lines }) => `${file}: ${lines}`)).toEqual(
      [],
    )
  })

  test('every source file says first what it is for', () => {
    const silent = sources.filter(
      ({ file }) => !isTest(file) && !/^(\/\*\*|\/\/ )/.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(silent.map(({ file }) => file)).toEqual([])
  })

  test('no drawer called utils, helpers or common', () => {
    expect(
      sources.filter(({ file }) => /\b(utils?|helpers?|common|misc)\b/.test(file)).map(({ file }) => file),
    ).toEqual([])
  })
})
