/** What can be wrong with the place where things are kept. Each message is one or two sentences for the operator: what is so, and what to do. */

/** The data directory cannot be used: missing, not a directory, or not writable. */
export class DataDirError extends Error {
  readonly code = 'data-dir'
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DataDirError'
  }
}

/** Another live process serves from this directory. */
export class DirectoryInUseError extends Error {
  readonly code = 'directory-in-use'
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DirectoryInUseError'
  }
}

/**
 * What keeps a database from being used. A file: `too-new` (from a newer release), `damaged`, `busy` (held by another program). A server, besides
 * `too-new` and `busy` (no connection free): `unreachable`, `refused` (password or rights), `no-database`, `too-old`, `read-only`.
 */
export type StoreErrorCode = 'too-new' | 'damaged' | 'busy' | 'unreachable' | 'refused' | 'no-database' | 'too-old' | 'read-only'

/** The database itself cannot be used. */
export class StoreError extends Error {
  readonly code: StoreErrorCode
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}
