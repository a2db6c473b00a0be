/** An HTML document that stands alone: its policy forbids everything but its own style sheet. */
import { createHash } from 'node:crypto'
import { STYLE } from './html-style.ts'
import { type Markup, markup, trusted } from './markup.ts'
import type { Locale } from './writer.ts'

const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`

/** @param title on one line */
export const htmlDocument = (locale: Locale, title: string, body: Markup): Markup => markup`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Lectern">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`
