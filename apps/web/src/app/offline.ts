/**
 * The service worker: keeps the application's files and the last answers, so that a page comes up without network
 * (docs/decisions/0006). What is kept and how stands in vite.config.ts.
 */

/** Registers it once the page has settled. Only in a built page: in development nothing may stand in the way of a change. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  addEventListener('load', () => {
    const first = !navigator.serviceWorker.controller
    navigator.serviceWorker.register('/sw.js').catch(() => undefined) // e.g. private windows; the page works without
    if (first) navigator.serviceWorker.addEventListener('controllerchange', warm, { once: true })
  })
}

/**
 * On the very first visit the answers came before the worker was there to keep them. It is told their addresses, which
 * is a message its router knows (https://developer.chrome.com/docs/workbox/modules/workbox-routing).
 */
function warm(): void {
  const urlsToCache = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/api/`))
  navigator.serviceWorker.controller?.postMessage({ type: 'CACHE_URLS', payload: { urlsToCache } })
}

/**
 * A newer version took the place of the files this page was loaded from: load it, once. What was typed is kept by the
 * documents' own cache. Not while offline, where a reload could not bring anything newer.
 */
export function reloadWhenOutdated(): void {
  addEventListener('vite:preloadError', (event) => {
    const key = 'lectern-reloaded'
    if (!navigator.onLine || Date.now() - Number(sessionStorage.getItem(key) ?? 0) < 60_000) return
    sessionStorage.setItem(key, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
}
