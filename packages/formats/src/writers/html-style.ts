/** The look of the exported page: calm paper, serif for reading, colour and label for kinds; dark, phone and print. */

export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --surface: #fff; --sunken: #f3f1ec; --line: #e4e0d8; --ink: #1f1d1a; --ink-2: #5c5850;
  --accent: #1f5f5b; --accent-soft: #e1efed;
  --yellow: #f6d879; --yellow-ink: #5f4300; --blue: #a9cdf5; --blue-ink: #123f73;
  --green: #b5dfb9; --green-ink: #174f1f; --red: #f4b8b4; --red-ink: #7a1f18; --purple: #d5c1f0; --purple-ink: #472680;
  --teal: #a5dcd5; --teal-ink: #0b4a45; --orange: #f8c795; --orange-ink: #6d3606; --grey: #d9d5cd; --grey-ink: #45423b;
  --serif: 'Source Serif 4', 'Source Serif Pro', 'Noto Serif SC', 'Songti SC', 'Noto Serif CJK SC', SimSun, Georgia, serif;
  --sans: Inter, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #181715; --surface: #1f1e1b; --sunken: #2a2825; --line: #35332f; --ink: #ece8e0; --ink-2: #b4aea3;
    --accent: #6fc0b8; --accent-soft: #21403d;
    --yellow: #7a6118; --yellow-ink: #ffe9a8; --blue: #264f7c; --blue-ink: #cfe5ff;
    --green: #2b5a31; --green-ink: #cdf0d0; --red: #74302c; --red-ink: #ffd5d1; --purple: #513a7a; --purple-ink: #e6d9ff;
    --teal: #1d5853; --teal-ink: #c4efea; --orange: #7a4a1c; --orange-ink: #ffdcb8; --grey: #4a4741; --grey-ink: #d9d4ca;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 3rem 1.25rem 5rem; max-width: 44rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.62 var(--serif); overflow-wrap: anywhere;
}
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; break-after: avoid; }
h1 { margin: 0 0 1rem; font-size: 2.1rem; font-weight: 650; letter-spacing: -0.01em; }
h2 { margin: 3.25rem 0 1rem; padding-bottom: .4rem; border-bottom: 1px solid var(--line); font-size: 1.4rem; }
h3 { margin: 1.75rem 0 .6rem; font-size: 1.15rem; }
h4, h5, h6 { margin: 1.4rem 0 .5rem; font-size: 1.02rem; }
p, ul, ol, blockquote, pre { margin: 0 0 .8rem; }
ul, ol { padding-left: 1.5rem; }
li > p { margin-bottom: .3rem; }
li > ul, li > ol { margin-bottom: 0; }
li > p:last-child, blockquote > :last-child, .body > :last-child { margin-bottom: 0; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
:target { background: var(--accent-soft); box-shadow: 0 0 0 .35rem var(--accent-soft); border-radius: 2px; }
.eyebrow, dl, .meta, .place, .kind, .tags, .reactions, .state, .members, footer { font-family: var(--sans); font-size: .84rem; }
.eyebrow { margin: 0 0 .5rem; color: var(--ink-2); letter-spacing: .04em; }
.lead { font-size: 1.15rem; }
.prose { white-space: pre-line; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.1rem; margin: 1.25rem 0 0; }
dt { color: var(--ink-2); }
dd { margin: 0; }
.texts { padding: 0; list-style: none; counter-reset: text; }
.texts > li { padding: .9rem 0; border-bottom: 1px solid var(--line); }
.texts > li:first-child { padding-top: 0; }
.texts > li:last-child { padding-bottom: 0; border-bottom: 0; }
.texts dl { margin-top: .5rem; }
.members { padding: 0; list-style: none; columns: 14rem; column-gap: 1.5rem; }
.members li { padding: .18rem 0; break-inside: avoid; }
.members span { color: var(--ink-2); }
.summary, .notes, .comment, .reply { overflow-wrap: anywhere; }
.summary {
  padding: 1.6rem 1.8rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
}
.summary > :first-child { margin-top: 0; }
.summary > :last-child { margin-bottom: 0; }
blockquote { padding-left: 1rem; border-left: 3px solid var(--line); color: var(--ink-2); }
.tasks { padding-left: 0; list-style: none; }
.tasks .tasks { margin-top: .3rem; }
.tasks > li { display: flex; gap: .5rem; }
.tasks p { margin-bottom: .3rem; }
.box { font-family: var(--sans); }
sup { font-family: var(--sans); font-size: .72em; line-height: 0; }
sup a { padding: .2em .25em; text-decoration: none; font-weight: 600; }
.notes { font-size: .95rem; }
.notes li { padding-left: .25rem; margin-bottom: .6rem; }
.notes li::marker { color: var(--ink-2); font-family: var(--sans); font-size: .84rem; }
.notes q, .quote p { white-space: pre-line; }
q { quotes: '“' '”' '‘' '’'; }
cite { font-style: normal; color: var(--ink-2); }
.back { font-family: var(--sans); text-decoration: none; padding: .1em .35em; }
.warn { color: var(--ink-2); font-style: italic; }
.comment {
  margin: 0 0 1.1rem; padding: 1.1rem 1.3rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
}
.comment > h3, .comment > h4 {
  display: flex; flex-wrap: wrap; align-items: baseline; gap: .6rem; margin: 0 0 .7rem; font: 600 .84rem/1.4 var(--sans);
}
.place { color: var(--ink-2); font-weight: 500; font-variant-numeric: tabular-nums; }
.kind { padding: .1rem .5rem; border-radius: 999px; background: var(--sunken); color: var(--ink); font-weight: 600; }
.quote { margin: 0 0 .9rem; border-left-color: var(--kind, var(--line)); color: var(--ink); }
.yellow { --kind: var(--yellow); --kind-ink: var(--yellow-ink); }
.blue { --kind: var(--blue); --kind-ink: var(--blue-ink); }
.green { --kind: var(--green); --kind-ink: var(--green-ink); }
.red { --kind: var(--red); --kind-ink: var(--red-ink); }
.purple { --kind: var(--purple); --kind-ink: var(--purple-ink); }
.teal { --kind: var(--teal); --kind-ink: var(--teal-ink); }
.orange { --kind: var(--orange); --kind-ink: var(--orange-ink); }
.grey { --kind: var(--grey); --kind-ink: var(--grey-ink); }
.comment .kind { background: var(--kind, var(--sunken)); color: var(--kind-ink, var(--ink)); }
.meta { margin: 0 0 .4rem; color: var(--ink-2); }
.meta b, .state b { color: var(--ink); font-weight: 600; }
.body pre { overflow-x: auto; white-space: pre-wrap; }
.body code, .body pre { font-size: .9em; background: var(--sunken); border-radius: 4px; padding: .1em .3em; }
.body pre { padding: .6rem .8rem; }
.body pre code { padding: 0; background: none; font-size: 1em; }
.faint { color: var(--ink-2); font-style: italic; }
.replies { margin: .9rem 0 0; padding: 0 0 0 1.1rem; border-left: 1px solid var(--line); list-style: none; }
.reply { margin: 0 0 .8rem; }
.reply:last-child { margin-bottom: 0; }
.tags, .reactions, .state { margin: .7rem 0 0; color: var(--ink-2); }
/* Slanted Chinese characters are hard to read. */
:root:lang(zh) :is(.faint, .warn) { font-style: normal; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--ink-2); }
@media (max-width: 36rem) {
  body { padding: 1.75rem 1rem 3rem; font-size: 1rem; }
  h1 { font-size: 1.6rem; }
  h2 { margin-top: 2.4rem; }
  .summary, .comment { padding: .95rem 1rem; }
  dl { column-gap: .9rem; grid-template-columns: fit-content(45%) 1fr; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --surface: #fff; --ink: #000; --ink-2: #444; --line: #bbb; --accent: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .summary { padding: 0; border: 0; }
  .comment, .notes li, .texts > li { break-inside: avoid-page; }
  .comment .kind { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .back { display: none; }
}
`
