/** Builds the page; in development serves it with hot reload in front of the API server on port 3000. */
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { generateSW } from 'workbox-build'

const api = 'http://127.0.0.1:3000'

/** The two fonts every page shows are asked for with the page itself, so that the words do not move when they come. */
const PRELOADED = /(inter-latin-wght-normal|source-serif-4-latin-wght-normal)-[\w-]+\.woff2$/

function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => PRELOADED.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: true },
            injectTo: 'head',
          })),
    },
  }
}

/**
 * The service worker: the application's files, and the last answers for when there is no network (docs/decisions/0006).
 * https://developer.chrome.com/docs/workbox/modules/workbox-build
 */
function offline(): Plugin {
  let outDir = 'dist'
  return {
    name: 'offline',
    apply: 'build',
    configResolved: (config) => void (outDir = config.build.outDir),
    async closeBundle() {
      await generateSW({
        globDirectory: outDir,
        swDest: `${outDir}/sw.js`,
        globPatterns: ['**/*.{js,css,html,svg,webmanifest}', 'assets/*-latin-wght-*.woff2'],
        inlineWorkboxRuntime: true,
        sourcemap: false,
        // The names in assets/ carry their own version.
        dontCacheBustURLsMatching: /^assets\//,
        skipWaiting: true,
        clientsClaim: true,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/(api|collab|live|healthz|readyz|metrics)(\/|$|\?)/],
        runtimeCaching: [
          {
            // The answers a page cannot start without: the newest, or after 3 s the last one.
            urlPattern: ({ url, sameOrigin }) =>
              sameOrigin && /^\/api\/(me|formats|texts|sessions(\/[\w-]+)?)$/.test(url.pathname),
            handler: 'NetworkFirst',
            options: {
              cacheName: 'answers',
              networkTimeoutSeconds: 3,
              cacheableResponse: { statuses: [200] },
              expiration: { maxEntries: 60 },
            },
          },
          {
            // A Text never changes under its id.
            urlPattern: ({ url, sameOrigin }) => sameOrigin && /^\/api\/texts\/[\w-]+$/.test(url.pathname),
            handler: 'CacheFirst',
            options: {
              cacheName: 'texts',
              cacheableResponse: { statuses: [200] },
              expiration: { maxEntries: 200 },
            },
          },
          {
            // The pieces of the larger fonts, as they are met.
            urlPattern: ({ url, sameOrigin }) => sameOrigin && /^\/assets\/.+\.woff2$/.test(url.pathname),
            handler: 'CacheFirst',
            options: {
              cacheName: 'fonts',
              cacheableResponse: { statuses: [200] },
              expiration: { maxEntries: 300 },
            },
          },
        ],
      })
    },
  }
}

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/messages',
      strategy: ['localStorage', 'preferredLanguage', 'baseLocale'],
    }),
    react(),
    preloadFonts(),
    offline(),
  ],
  resolve: { dedupe: ['yjs', 'react', 'react-dom', '@tiptap/pm', 'prosemirror-state', 'prosemirror-model'] },
  // Every browser this is built for knows modulepreload.
  build: {
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Left alone, every small module that two pages share becomes a file of its own, and the headers weigh more than the code.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'start', tags: ['$initial'] }],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': api,
      '/healthz': api,
      '/collab': { target: api, ws: true },
      '/live': { target: api, ws: true },
    },
  },
})
