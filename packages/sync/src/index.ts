export { CLOSE, type Peer, type PeerMember } from './peer.ts'
