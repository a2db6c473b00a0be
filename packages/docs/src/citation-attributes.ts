/** What a citation carries, apart from the editor schema so that pages and exports can read it without one. */

/** Attributes of a citation: a passage and its quote, so that it means something without the text at hand. */
export type CitationAttributes = {
  textId: string
  /** UTF-16 code units of the text's canonical string. */
  start: number
  end: number
  exact: string
  prefix: string
  suffix: string
  /** What the chip said when it was made, e.g. "Speech ¶5"; shown when the text is not at hand. */
  label: string
}

/** Attributes as they stand in a document, whatever a foreign program put there; what is missing is empty or 0. */
export function citationAttributes(
  attributes: { readonly [name: string]: unknown } | undefined,
): CitationAttributes {
  const string = (name: string) => (typeof attributes?.[name] === 'string' ? attributes[name] : '')
  const offset = (name: string) => {
    const value = Number(attributes?.[name] ?? 0)
    return Number.isSafeInteger(value) && value >= 0 ? value : 0
  }
  return {
    textId: string('textId'),
    start: offset('start'),
    end: offset('end'),
    exact: string('exact'),
    prefix: string('prefix'),
    suffix: string('suffix'),
    label: string('label'),
  }
}
