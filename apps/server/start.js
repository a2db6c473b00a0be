/**
 * Starts Lectern, after a look at the version of Node. Plain JavaScript, because an older Node cannot even read the
 * TypeScript behind `main.ts`, let alone refuse in a sentence.
 */
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Lectern needs Node 22.18 or newer, and this is Node ${process.versions.node}. Install a newer Node, or start Lectern with "npx --yes pnpm@12.21.0 start", which brings its own.`,
  )
  process.exitCode = 1
} else {
  await import('./src/main.ts')
}
