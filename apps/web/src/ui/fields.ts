/** Where a letter is typed and not a command: fields, and whatever keeps its own keys. */
const FIELDS =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], dialog, [role="menu"]'

export const isInField = (element: Element): boolean => element.closest(FIELDS) !== null
