/** Loaded before a server: on SIGUSR2 collects garbage and says how large the heap is. */
process.on('SIGUSR2', () => {
  globalThis.gc()
  globalThis.gc()
  process.stdout.write(`\nheap ${process.memoryUsage().heapUsed}\n`)
})
