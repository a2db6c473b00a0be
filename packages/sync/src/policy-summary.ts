/**
 * What may stand in the summary document: exactly what its schema can hold, because an editor deletes the rest, for
 * everybody. The tables are made from the schema. Knows no editor.
 */
import { isSafeLink, seenSummary, SUMMARY_ROOT, summarySchema } from '@lectern/docs'
import { Id, LIMITS } from '@lectern/model'
import * as Y from 'yjs'
import { type Content, type Place, Refused } from './admit.ts'
import type { Policy } from './policy.ts'

const refuse = (reason: string) => new Refused('forged', reason)

type NodeType = ReturnType<typeof summarySchema>['nodes'][string]
/** Longest attribute that has no shape of its own, e.g. a link. */
const ATTRIBUTE = 2_000

const text = (max: number) => (value: unknown) => typeof value === 'string' && value.length <= max
const offset = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0
const small = (value: unknown) =>
  value === null || typeof value === 'boolean' || Number.isFinite(value) || text(ATTRIBUTE)(value)

/** Attributes with a shape of their own; the others are any small plain value. */
const SHAPES: { [node: string]: { [attribute: string]: (value: unknown) => boolean } } = {
  heading: { level: (value) => [1, 2, 3, 4, 5, 6].includes(value as number) },
  orderedList: { start: (value) => Number.isSafeInteger(value) },
  taskItem: { checked: (value) => typeof value === 'boolean' },
  citation: {
    textId: (value) => value === '' || Id.safeParse(value).success,
    start: offset,
    end: offset,
    exact: text(LIMITS.quote),
    prefix: text(LIMITS.quoteContext),
    suffix: text(LIMITS.quoteContext),
    label: text(ATTRIBUTE),
  },
}

/** Names of everything that can stand directly in the node; '#text' for text. */
function childrenOf(node: NodeType): Set<string> {
  const names = new Set<string>()
  const seen = new Set([node.contentMatch])
  for (const match of seen) {
    for (let i = 0; i < match.edgeCount; i++) {
      const { type, next } = match.edge(i)
      names.add(type.isText ? '#text' : type.name)
      seen.add(next)
    }
  }
  return names
}

function checkRoot({ root }: Place): void {
  if (root !== SUMMARY_ROOT) throw refuse('The summary document holds nothing else.')
}

export function summaryPolicy(): Policy {
  const schema = summarySchema()
  const top = schema.topNodeType
  const children = new Map<string, Set<string>>()
  const attributes = new Map<string, Set<string>>()
  for (const node of Object.values(schema.nodes)) {
    children.set(node === top ? '' : node.name, childrenOf(node))
    attributes.set(node.name, new Set(Object.keys(node.spec.attrs ?? {})))
  }
  // A mark that may overlap itself is stored as "name--hash" by y-tiptap.
  const marks = new Map(
    Object.values(schema.marks).map((mark) => [
      mark.name,
      { overlaps: !mark.excludes(mark), attributes: new Set(Object.keys(mark.spec.attrs ?? {})) },
    ]),
  )

  function checkAttribute({ parent, key }: Place, content: Content): void {
    if (!attributes.get(parent)?.has(key!)) throw refuse(`A ${parent || 'summary'} has no "${key}".`)
    if (content instanceof Y.ContentDeleted) return
    const shape = SHAPES[parent]?.[key!] ?? small
    if (!(content instanceof Y.ContentAny) || !content.arr.every(shape)) {
      throw refuse(`The "${key}" of a ${parent} cannot be this.`)
    }
  }

  function checkMark({ key, value }: Y.ContentFormat): void {
    const [name = '', hash] = key.split('--')
    const mark = marks.get(name)
    if (!mark || (hash !== undefined && !mark.overlaps)) throw refuse(`The summary has no mark "${key}".`)
    if (value === null) return
    // Off is null, on is an object of the mark's attributes.
    const entries = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : undefined
    if (!entries?.every(([name, value]) => mark.attributes.has(name) && small(value))) {
      throw refuse(`The attributes of the mark "${key}" cannot be this.`)
    }
    if (name === 'link' && !isSafeLink((value as { href?: unknown }).href)) {
      throw refuse('A link may lead to http, https and mailto addresses.')
    }
  }

  function checkChild({ parent }: Place, content: Content): void {
    if (content instanceof Y.ContentDeleted) return
    if (parent === '#text') {
      if (content instanceof Y.ContentString) return
      if (content instanceof Y.ContentFormat) return checkMark(content)
    }
    const type = content instanceof Y.ContentType ? content.type : undefined
    const name = type instanceof Y.XmlElement ? type.nodeName : type instanceof Y.XmlText ? '#text' : '?'
    if (!children.get(parent)?.has(name)) throw refuse(`A ${parent || 'summary'} holds no ${name}.`)
  }

  return {
    action: 'summary.write',
    check(_writer, { writes, deletes }) {
      for (const { place, content } of writes) {
        checkRoot(place)
        if (place.key === null) checkChild(place, content)
        else checkAttribute(place, content)
      }
      for (const place of deletes) checkRoot(place)
    },
    define(doc) {
      doc.getXmlFragment(SUMMARY_ROOT)
    },
    content: seenSummary,
  }
}
