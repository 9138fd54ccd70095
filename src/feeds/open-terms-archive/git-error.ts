/** What can go wrong with git and a collection's repository, told apart by what somebody can do about it. */

export type GitFailureCode =
  /** There is no `git` on this machine: install it. */
  | 'git-missing'
  /** The address or folder cannot be reached or refuses: check it, or try again later. */
  | 'unreachable'
  /** It took longer than it may: try again, what was fetched is kept. */
  | 'timed-out'
  /** The folder is no git repository, or has no history. */
  | 'not-a-repository'
  /** Another process is fetching into the same mirror. */
  | 'in-use'
  /** The repository lacks objects or cannot be read: delete the mirror and fetch again. */
  | 'damaged'
  /** Told to stop. */
  | 'stopped'

/** `detail` is the last thing git said, for people to read and never to decide by. */
export interface GitFailure {
  readonly code: GitFailureCode
  readonly detail: string
}

/** Thrown where a stream is already under way and no value can be handed back any more. */
export class GitError extends Error {
  override readonly name = 'GitError'
  readonly code: GitFailureCode

  constructor({ code, detail }: GitFailure) {
    super(detail)
    this.code = code
  }
}
