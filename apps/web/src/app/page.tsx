/** The frame of every page but the session's: skip link, banner with navigation, main with its heading. */
import { Settings2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { m } from '../messages/messages.js'
import { MenuButton } from '../ui/menu.tsx'
import { useArrival } from './arrival.ts'
import { DisplayChoices } from './display-menu.tsx'
import { Logo } from './logo.tsx'
import styles from './page.module.css'

export function Page({
  title,
  heading = title,
  intro,
  actions,
  narrow = false,
  children,
}: {
  /** Of the window. */
  title: string
  heading?: string
  intro?: ReactNode
  /** Beside the heading. */
  actions?: ReactNode
  narrow?: boolean
  children?: ReactNode
}) {
  const h1 = useArrival(title)
  return (
    <>
      <a className="skip-link" href="#main">
        {m.app_skip_to_main()}
      </a>
      <header className={styles.header}>
        <Link href="/" className={styles.brand}>
          <Logo />
          {m.app_name()}
        </Link>
        <nav aria-label={m.app_nav_label()} className={styles.nav}>
          <NavLink href="/">{m.app_nav_sessions()}</NavLink>
          <NavLink href="/texts">{m.app_nav_library()}</NavLink>
        </nav>
        <MenuButton icon name={m.app_display()} label={<Settings2 size={18} aria-hidden />}>
          {() => <DisplayChoices />}
        </MenuButton>
      </header>
      <main id="main" tabIndex={-1} className={styles.main} data-narrow={narrow || undefined}>
        <div className={styles.top}>
          <h1 ref={h1} tabIndex={-1}>
            {heading}
          </h1>
          {actions}
        </div>
        {intro && <div className={styles.intro}>{intro}</div>}
        {children}
      </main>
    </>
  )
}

function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const [path] = useLocation()
  const here = href === '/' ? path === '/' || path === '/new' : path.startsWith(href)
  return (
    <Link href={href} className={styles.navLink} {...(here && { 'aria-current': 'page' as const })}>
      {children}
    </Link>
  )
}
