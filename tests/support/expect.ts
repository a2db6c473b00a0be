/** Playwright's waiting expectations, patient enough for a slow machine: a promise is about what happens, not how fast. */
import { expect as base } from '@playwright/test'

export const expect = base.configure({ timeout: 20_000 })
