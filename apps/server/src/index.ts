/** The door of the server, for tests: what `main.ts` does, without the process around it. */
export { type Config, readConfig, StartError } from './config.ts'
export { start } from './server.ts'
