/**
 * The summary document's schema: the tiptap extensions that every program with an opinion on the summary uses (the
 * editor in the page, the admission gate, the exports). Changing it changes what every member's browser keeps:
 * a document opened with a smaller schema loses what the schema lacks.
 * Knows no view; the page adds its own on top.
 */
import { type Extensions, getSchema, mergeAttributes, Node } from '@tiptap/core'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import type { Schema } from '@tiptap/pm/model'
import { StarterKit } from '@tiptap/starter-kit'
import { isSafeLink, LINK_SCHEMES } from './safe-link.ts'

const attribute = (name: string, fallback: string | number) => ({
  default: fallback,
  parseHTML: (element: { getAttribute(name: string): string | null }) => {
    const value = element.getAttribute(`data-${name}`)
    return value === null ? fallback : typeof fallback === 'number' ? Number(value) : value
  },
  renderHTML: (attributes: { [key: string]: unknown }) => ({ [`data-${name}`]: attributes[name] }),
})

/** An inline atom that points at a passage. */
export const Citation = Node.create({
  name: 'citation',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  addAttributes: () => ({
    textId: attribute('textId', ''),
    start: attribute('start', 0),
    end: attribute('end', 0),
    exact: attribute('exact', ''),
    prefix: attribute('prefix', ''),
    suffix: attribute('suffix', ''),
    label: attribute('label', ''),
  }),
  parseHTML: () => [{ tag: 'span[data-citation]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'span',
    mergeAttributes(HTMLAttributes, { 'data-citation': '', class: 'citation' }),
    String(node.attrs['label']),
  ],
  renderText: ({ node }) => `[${String(node.attrs['label'])}]`,
})

/**
 * The extensions without any view. `citation` lets the page put its own node view in, under the same name and schema.
 */
export function summaryExtensions(citation: Node = Citation): Extensions {
  const list: Extensions = [
    StarterKit.configure({
      undoRedo: false, // Yjs undoes only what this person did
      trailingNode: false, // it would write into the document of whoever only reads it
      codeBlock: false,
      code: false,
      underline: false,
      heading: { levels: [1, 2, 3] },
      link: {
        openOnClick: false,
        autolink: true,
        protocols: [...LINK_SCHEMES],
        isAllowedUri: (url) => isSafeLink(url),
        HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: '_blank' },
      },
    }),
    TaskList,
    TaskItem.configure({ nested: true }),
    citation,
  ]
  return list
}

let schema: Schema | undefined
/** The ProseMirror schema of the summary. */
export const summarySchema = (): Schema => (schema ??= getSchema(summaryExtensions()))
