/**
 * Every limit of the product in one table, so that a refusal can always say its number.
 * Knows nothing of who enforces them. Units: characters are UTF-16 code units, sizes bytes, times ms.
 */
export const LIMITS = {
  /** Display name of a member, after NFC. */
  name: 40,
  title: 200,
  theme: 500,
  purpose: 2_000,
  textsPerSession: 50,
  membersPerSession: 1_000,
  sessionsPerPersonPerHour: 60,
  /** Longest passage that can be annotated or cited. */
  quote: 5_000,
  /** Context kept on each side of a quote by a TextQuoteSelector. */
  quoteContext: 64,
  /** Markdown of one annotation or reply. */
  body: 10_000,
  /** Kinds of notes of one session, and the name of one. */
  kinds: 12,
  kindName: 40,
  /** Why a host hid something. */
  reason: 500,
  lockedThreads: 2_000,
  /** Corrected texts that took the place of others in a session, and places chosen by hand for one of them. */
  revisions: 200,
  revisionChoices: 2_000,
  /** One person's own keys. */
  keysPerCommand: 4,
  keyCombination: 32,
  /** The agenda. */
  stages: 40,
  stageTitle: 120,
  stageMinutes: 480,
  stageSpeakers: 20,
  stagePassages: 20,
  turnSeconds: { least: 10, most: 3_600 },
  /** By how much a stage can be made longer or shorter at once, minutes. */
  extendMinutes: 120,
  /** Hands up at once, and turns of one round. */
  hands: 500,
  roundTurns: 2_000,
  groups: 50,
  groupName: 60,
  /** The question board: one question, and how many of them. */
  question: 500,
  questions: 200,
  /** The record of a meeting: one fact, what one person said, one decision, and how many of them. */
  minutesFact: 200,
  gist: 2_000,
  minutesItem: 500,
  minutesItems: 100,
  tags: 10,
  tag: 40,
  /** One uploaded file. */
  uploadBytes: 20 * 1024 * 1024,
  /** One Text's canonical string. */
  textCharacters: 2_000_000,
  /** One JSON request. */
  jsonBytes: 5 * 1024 * 1024,
  /** One Yjs update frame; a first sync (SyncStep2) may be larger, see `syncBytes`. */
  updateBytes: 256 * 1024,
  syncBytes: 4 * 1024 * 1024,
  /** One awareness state as JSON. */
  awarenessBytes: 2_048,
  /** Structs, client ids, delete ranges, nesting and key length one Yjs update may bring. */
  updateStructs: 50_000,
  updateClients: 32,
  updateDeletes: 50_000,
  gcLength: 1 << 20,
  depth: 64,
  keyLength: 280,
  /** Bytes a peer may leave unread before it is dropped. */
  backlogBytes: 8 * 1024 * 1024,
  /** Open connections of one person on each of the two sockets, over all sessions and browser tabs. */
  socketsPerPerson: 60,
  commandsPerMinute: 240,
  /** Frames queued for a document that is still loading, per peer. */
  queuedFrames: 256,
  /** Open connections from one address on each of the two sockets: a school may be behind one. */
  socketsPerAddress: 2_000,
  /** Server time one person may use on /collab: ms a second, and what may be saved up for a burst. */
  cpuPerSecond: 100,
  cpuBurst: 1_000,
  /** SyncStep2 and Update frames of one person. A key held down makes 30 a second; what is over waits its turn. */
  updatesPerSecond: 20,
  updatesBurst: 200,
  /** SyncStep1 frames of one person; the burst is every tab coming back after a restart. What is over waits. */
  syncsPerSecond: 2,
  syncsBurst: 60,
  /** Awareness frames about one client; what is over is dropped, the next one says it all. */
  awarenessPerSecond: 15,
  awarenessBurst: 30,
  /** What may wait for its turn, of one person. Beyond it the connection is closed with 4429. */
  waitingFrames: 4_096,
  waitingBytes: 16 * 1024 * 1024,
  /** Joins of one person; times ten for newcomers from one address. */
  joinsPerMinute: 10,
  /** Invitations from one address that turn out to be wrong; then nobody new gets in from there for the minute. */
  inviteTriesPerMinute: 20,
} as const
