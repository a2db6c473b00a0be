/** Starts the page: theme and language before anything shows, then the application. */
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/source-serif-4/wght.css'
import '@fontsource-variable/source-serif-4/wght-italic.css'
import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { askEarly } from './app/early-session.ts'
import { startLocale } from './app/locale.ts'
import { keepForOffline, reloadWhenOutdated } from './app/offline.ts'
import { startTheme } from './app/theme.ts'

askEarly(location.pathname)
startTheme()
startLocale()
reloadWhenOutdated()
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
keepForOffline()
