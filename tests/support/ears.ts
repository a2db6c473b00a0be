/** What a screen reader is told: every sentence of the page's live regions, in the order they came. */
import { expect } from './expect.ts'
import type { Person } from './people.ts'

type Heard = { heard?: string[] }

/** Begins to listen; a reload ends it. */
export async function listens({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = ((globalThis as Heard).heard = [])
    new MutationObserver((changes) => {
      for (const { addedNodes, target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(
          '[aria-live], [role=alert], [role=status]',
        )
        const words = [...addedNodes].map((node) => node.textContent?.trim()).filter(Boolean)
        if (region) heard.push(words.join(' ') || region.textContent.trim())
        // A region that comes with its words, as an alert does.
        else
          for (const node of addedNodes)
            if (node instanceof Element)
              for (const alert of [node, ...node.querySelectorAll('*')])
                if (alert.matches('[role=alert]')) heard.push(alert.textContent.trim())
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}

export const heardBy = ({ page }: Person): Promise<string[]> =>
  page.evaluate(() => (globalThis as Heard).heard ?? [])

/** Waits until it was said, and forgets what came before. */
export async function hears(person: Person, words: RegExp | string): Promise<void> {
  const fits = (one: string) => (typeof words === 'string' ? one.includes(words) : words.test(one))
  await expect
    .poll(async () => ((await heardBy(person)).some(fits) ? 'heard' : await heardBy(person)), {
      message: `${person.name} hears ${words}`,
    })
    .toBe('heard')
  await person.page.evaluate(() => void ((globalThis as Heard).heard!.length = 0))
}
