/** Floor 3: live documents behind the admission gate. Node only; knows no `ws` and no HTTP. */
export { Allowances } from './allowance.ts'
export { checkDocument } from './check-document.ts'
export type { DocumentKind, DocumentRef } from './document.ts'
export { CLOSE, type Peer, type PeerMember } from './peer.ts'
export { type Connection, Rooms } from './rooms.ts'
export type { Watch } from './watch.ts'
