import type { PersonRef, PersonSettings } from '../subscription.ts'

/** What is remembered about people: their choices and what they follow. Nothing is stored until they choose something. */
export interface People {
  /** Their choices; empty when nothing is stored. */
  settings(person: PersonRef): Promise<PersonSettings>
  /** Merges `changes` into their choices; `undefined` fields stay as they are. */
  remember(person: PersonRef, changes: PersonSettings): Promise<void>
  /** Slugs, in the order they were followed. */
  following(person: PersonRef): Promise<readonly string[]>
  /**
   * `already` when it was followed before; `full` when the person follows `max` services. Somebody whose direct messages were closed
   * to us is tried again after `added`.
   */
  follow(person: PersonRef, slug: string, options: { readonly atMs: number; readonly max: number }): Promise<'added' | 'already' | 'full'>
  /** False when it was not followed. */
  unfollow(person: PersonRef, slug: string): Promise<boolean>
  /** Everyone who follows a service, in pages: pass the last `next` back until it is `null`. */
  followersOf(
    slug: string,
    page: { readonly after: number; readonly limit: number },
  ): Promise<{ people: readonly { person: PersonRef; settings: PersonSettings }[]; next: number | null }>
}
