/**
 * Invitations: tokens derived from the secret, so that a host can see a link again although only its hash is stored
 * (docs/decisions/0004-invitations-can-be-shown-again.md). Knows no request.
 */
import { createHash, createHmac } from 'node:crypto'
import { InviteRole, type Invites } from '@lectern/model'
import type { Storage } from '@lectern/storage'

/** base64url characters of a token: the first 132 bits of the HMAC. */
const LENGTH = 22
const hash = (token: string) => createHash('sha256').update(token).digest('hex')

export class Invitations {
  readonly #secret: string
  readonly #storage: Storage

  constructor(secret: string, storage: Storage) {
    this.#secret = secret
    this.#storage = storage
  }

  #token(sessionId: string, role: InviteRole, serial: number): string {
    return createHmac('sha256', this.#secret)
      .update(`invite:${sessionId}:${role}:${serial}`)
      .digest('base64url')
      .slice(0, LENGTH)
  }

  /** The role a token gives in the session, if it is a live invitation. */
  roleOf(sessionId: string, token: string): Promise<InviteRole | undefined> {
    return this.#storage.findInvite(sessionId, hash(token))
  }

  /** Makes the present link of the role invalid and a new one valid. */
  async renew(sessionId: string, role: InviteRole): Promise<void> {
    const serial = ((await this.#storage.inviteSerial(sessionId, role)) ?? -1) + 1
    await this.#storage.putInvite(sessionId, role, hash(this.#token(sessionId, role, serial)), serial)
  }

  /**
   * The session's links, one a role. An invitation that is missing, or was made with another secret, is made anew.
   * @param address where people reach Lectern, e.g. http://localhost:3000
   */
  async links(sessionId: string, address: string): Promise<Invites> {
    const link = async (role: InviteRole) => {
      let serial = await this.#storage.inviteSerial(sessionId, role)
      const known =
        serial !== undefined && (await this.roleOf(sessionId, this.#token(sessionId, role, serial)))
      if (known !== role) {
        await this.renew(sessionId, role)
        serial = await this.#storage.inviteSerial(sessionId, role)
      }
      return `${address}/s/${sessionId}#invite=${this.#token(sessionId, role, serial ?? 0)}`
    }
    return { participant: await link('participant'), observer: await link('observer') }
  }
}
