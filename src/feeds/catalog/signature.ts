/** Signatures of catalogs: Ed25519 over the exact bytes of `/catalog.json`, as base64 at `/catalog.json.sig`. */

import { createPublicKey, type KeyObject, verify } from 'node:crypto'

/** Such a key as one line: what stands between the BEGIN and END of a public key in PEM. `null` for anything else. */
export function parsePublicKey(line: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(line, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
  }
}

/** Whether whoever holds the private half of `key` signed these bytes. Anything that is no signature is a wrong one. */
export function isSignedBy(key: KeyObject, body: Uint8Array, signature: string): boolean {
  const bytes = Buffer.from(signature.trim(), 'base64')
  return bytes.length === 64 && verify(null, body, key, bytes)
}
