/** Configuration: good values are taken, and every wrong one is refused in a sentence that names it. */
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig, StartError } from './config.ts'

test('without any variable everything has a value', () => {
  const config = readConfig({ PATH: '/bin', PORT: '', SECRET: ' ' })
  expect(config).toMatchObject({
    port: 3000,
    host: undefined,
    publicUrl: undefined,
    secret: undefined,
    logLevel: 'info',
    trustProxy: 0,
  })
  expect(config.dataDir).toBe(resolve(import.meta.dirname, '../../../data'))
  expect(config.webDir).toBe(resolve(import.meta.dirname, '../../web/dist'))
})

test('given values are taken', () => {
  const env = {
    PORT: '0',
    HOST: '::1',
    DATA_DIR: 'somewhere',
    PUBLIC_URL: 'https://lectern.example.org/',
    SECRET: 's'.repeat(32),
    LOG_LEVEL: 'warn',
    RATE_LIMIT: 'off',
    TRUST_PROXY: '1',
  }
  expect(readConfig(env)).toMatchObject({
    port: 0,
    host: '::1',
    dataDir: resolve('somewhere'),
    publicUrl: 'https://lectern.example.org',
    secret: env.SECRET,
    logLevel: 'warn',
    rateLimit: null,
    trustProxy: 1,
  })
  expect(readConfig({ RATE_LIMIT: '50' }).rateLimit).toBe(50)
  expect(readConfig({}, ['--dev'])).toMatchObject({ webDir: null, publicUrl: 'http://localhost:5173' })
})

test.each([
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '3000.5'],
  ['HOST', 'my machine'],
  ['DATABASE_URL', 'postgres://localhost/lectern'],
  ['DATABASE_URL', 'lectern.db'],
  ['REDIS_URL', 'redis://localhost'],
  ['PUBLIC_URL', 'lectern.example.org'],
  ['PUBLIC_URL', 'https://example.org/lectern'],
  ['PUBLIC_URL', 'ftp://example.org'],
  ['SECRET', 'too short'],
  ['LOG_LEVEL', 'loud'],
  ['RATE_LIMIT', 'none'],
  ['TRUST_PROXY', 'yes'],
])('%s=%s is refused in a sentence', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(StartError)
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} .*\\.$`))
})

test('a database that is not supported yet is said to be so, not ignored', () => {
  expect(() => readConfig({ DATABASE_URL: 'postgres://localhost/lectern' })).toThrow(/yet/)
  expect(() => readConfig({ REDIS_URL: 'rediss://localhost' })).toThrow(/yet/)
})
