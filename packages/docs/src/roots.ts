/** Names of the Yjs roots, apart from the editor schema so that a page can read them before it loads an editor. */

/** Root of the summary in its Yjs document (an XmlFragment). */
export const SUMMARY_ROOT = 'summary'
