/**
 * Reads HTML as strictly as it can be read, for tests of what we write: every `<` begins a tag in its plainest form, every
 * attribute stands in double quotes, every element is closed in order, every `&` is an entity. A document that passes means the
 * same to every browser, so a list of its elements and attributes is the whole truth about it.
 */
export type Element = {
  tag: string
  attributes: { readonly [name: string]: string }
  children: (Element | string)[]
}

const VOID = new Set(['meta', 'br', 'hr'])
const TAG = /^<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)( ?\/?)>/
const NAMED: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"' }

function decoded(text: string): string {
  // oxlint-disable-next-line no-control-regex -- looking for control characters is the point
  if (/[\u0000-\u0008\u000b-\u001f]/.test(text))
    throw new Error(`A control character in ${JSON.stringify(text)}`)
  return text.replace(/&([^;]{0,12};)?/g, (all, name: string | undefined) => {
    const known =
      name &&
      (NAMED[name.slice(0, -1)] ??
        (/^#\d+;$/.test(name) ? String.fromCodePoint(parseInt(name.slice(1))) : undefined))
    if (known === undefined || known === '') throw new Error(`Not an entity: ${all}`)
    return known
  })
}

/** A whole document or a fragment. Throws where a browser would have to guess. */
export function readHtml(source: string): Element {
  const root: Element = { tag: 'root', attributes: {}, children: [] }
  const open = [root]
  let rest = source.replace(/^<!doctype html>/, '')
  while (rest !== '') {
    const at = rest.indexOf('<')
    if (at !== 0) {
      open.at(-1)!.children.push(decoded(at < 0 ? rest : rest.slice(0, at)))
      rest = at < 0 ? '' : rest.slice(at)
      continue
    }
    const found = TAG.exec(rest)
    if (!found) throw new Error(`Not a tag: ${rest.slice(0, 80)}`)
    const [all, slash, tag = '', attributes = ''] = found
    rest = rest.slice(all.length)
    if (slash) {
      const last = open.pop()
      if (last?.tag !== tag || open.length === 0) throw new Error(`</${tag}> closes <${last?.tag}>`)
      continue
    }
    const pairs = [...attributes.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)]
    const element: Element = {
      tag,
      attributes: Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, decoded(value)])),
      children: [],
    }
    open.at(-1)!.children.push(element)
    if (tag === 'style') {
      const end = rest.indexOf('</style>')
      element.children.push(rest.slice(0, end))
      rest = rest.slice(end + '</style>'.length)
    } else if (!VOID.has(tag)) open.push(element)
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)!.tag}> is never closed`)
  return root
}

export function* all(element: Element): Generator<Element> {
  for (const child of element.children) {
    if (typeof child === 'string') continue
    yield child
    yield* all(child)
  }
}

/** Elements of a tag, or of a tag and class: `find(page, 'p.tags')`. */
export function find(element: Element, selector: string): Element[] {
  const [tag, kind] = selector.split('.')
  return [...all(element)].filter(
    (one) =>
      (tag === '' || one.tag === tag) &&
      (kind === undefined || (one.attributes['class'] ?? '').split(' ').includes(kind)),
  )
}

/** What a reader sees, without the style sheet. */
export const textOf = (element: Element): string =>
  element.children
    .map((child) =>
      typeof child === 'string'
        ? child
        : child.tag === 'style'
          ? ''
          : child.tag === 'br'
            ? '\n'
            : textOf(child),
    )
    .join('')
