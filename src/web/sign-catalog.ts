/** Signs our catalog, so that other instances can take our guides over without trusting the way between us. */

import { createPrivateKey, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'

/** The signature of exactly these bytes, as base64. */
export type CatalogSigner = (document: Uint8Array) => string

/** A signer with an Ed25519 private key in PEM, as `openssl genpkey -algorithm ed25519` writes it; `null` for any other text. */
export function catalogSigner(pem: string): CatalogSigner | null {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType !== 'ed25519') return null
    return (document) => sign(null, document, key).toString('base64')
  } catch {
    return null
  }
}

/** The same with a key from a file; `null` also when it cannot be read. */
export async function catalogSignerFromFile(path: string): Promise<CatalogSigner | null> {
  const pem = await readFile(path, 'utf8').catch(() => null)
  return pem === null ? null : catalogSigner(pem)
}
