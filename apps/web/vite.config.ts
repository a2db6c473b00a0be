/** Builds the page; in development serves it with hot reload in front of the API server on port 3000. */
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = 'http://127.0.0.1:3000'

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/messages',
      strategy: ['localStorage', 'preferredLanguage', 'baseLocale'],
    }),
    react(),
  ],
  resolve: { dedupe: ['yjs', 'react', 'react-dom', '@tiptap/pm', 'prosemirror-state', 'prosemirror-model'] },
  build: { manifest: true, target: 'es2022', assetsInlineLimit: 0 },
  server: {
    proxy: {
      '/api': api,
      '/healthz': api,
      '/collab': { target: api, ws: true },
      '/live': { target: api, ws: true },
    },
  },
})
