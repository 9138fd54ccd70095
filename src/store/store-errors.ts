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

/** The database file itself cannot be used: from a newer release, damaged, or held by another program. */
export class StoreError extends Error {
  readonly code: 'too-new' | 'damaged' | 'busy'
  constructor(code: 'too-new' | 'damaged' | 'busy', message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}
