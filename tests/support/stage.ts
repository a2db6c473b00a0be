/** What a file of browser stories needs: one server, one browser, and people who leave after each story. */
import type { Browser } from '@playwright/test'
import { expect } from './expect.ts'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { launch } from './chromium.ts'
import { Person } from './people.ts'
import { Server } from './server.ts'

export type Stage = {
  readonly server: Server
  readonly browser: Browser
  /** Somebody comes with a browser context of their own. */
  arrives(name: string, options?: Parameters<typeof Person.arrives>[2]): Promise<Person>
}

/**
 * Registers the hooks of the calling file.
 * @param mayComplain whether pages may report errors: where the network or the server goes away, they must
 */
export function openStage({ mayComplain = false } = {}): Stage {
  let server: Server | undefined
  let browser: Browser | undefined
  let present: Person[] = []
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([Server.start(), launch()])
  })
  afterEach(async () => {
    const complaints = present.flatMap(({ name, complaints }) =>
      complaints.map((words) => `${name}: ${words}`),
    )
    await Promise.all(present.map((person) => person.leaves()))
    present = []
    if (!mayComplain) expect(complaints).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.dispose()
  })
  return {
    get server() {
      return server!
    },
    get browser() {
      return browser!
    },
    async arrives(name, options) {
      const person = await Person.arrives(browser!, name, options)
      present.push(person)
      return person
    },
  }
}
