/** What a request came to, as a value: nothing that the network does is an exception. */

/** What a server gave us to ask "has it changed?" with, byte for byte: a weak ETag keeps its `W/`, a date its spelling. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
  /** The address that sent them. They are for no other: behind a redirect lies another page. */
  readonly url: string
}

export interface FetchedBody {
  readonly kind: 'ok'
  /** Where it was found in the end. */
  readonly url: string
  /** Where it has moved for good, when every redirect on the way said so. */
  readonly movedTo: string | null
  readonly contentType: string | null
  /** Decompressed. */
  readonly body: Uint8Array
  readonly validators: Validators
}

export type Fetched =
  | FetchedBody
  /** What we have is still right. The server may have sent new validators. */
  | { readonly kind: 'unchanged'; readonly validators: Validators }
  /** The server asks us to come back later; `null` when it does not say when. */
  | { readonly kind: 'wait'; readonly retryAfterMs: number | null; readonly code: FaultCode }
  /** It is not there (any more). */
  | { readonly kind: 'gone'; readonly code: FaultCode }
  /** It will not work by trying again: by our own rules, by robots.txt, or because the server will not let us. */
  | { readonly kind: 'refused'; readonly code: FaultCode }
  /** It did not work this time. */
  | { readonly kind: 'unavailable'; readonly code: FaultCode }

export type Fault = Exclude<Fetched, FetchedBody | { readonly kind: 'unchanged' }>

/** Why not, in one stable word; what each means for an operator is in ../poll/causes.ts. */
export type FaultCode =
  | `http-${number}`
  | 'url-invalid'
  | 'url-scheme'
  | 'url-port'
  | 'url-credentials'
  | 'url-private-name'
  | 'address-private'
  | 'robots'
  | 'robots-unreachable'
  | 'redirects'
  | 'redirect-invalid'
  | 'body-too-large'
  | 'encoding-unknown'
  | 'encoding-broken'
  | 'truncated'
  | 'dns'
  | 'connection'
  | 'tls'
  | 'protocol'
  | 'idle'
  | 'too-slow'
  | 'stopped'
