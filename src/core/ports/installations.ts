import type { ChatPlatformName } from '../subscription.ts'

/** The bot in one Discord guild or Slack workspace. */
export interface InstallationRef {
  readonly chatPlatform: ChatPlatformName
  readonly installationId: string
}

/** Remembers who removed the bot, so that what was kept for them can be forgotten after a while. */
export interface Installations {
  /** Marks an installation as removed at this instant (epoch milliseconds); a mark that is there stays as it is. */
  removed(installation: InstallationRef, atMs: number): Promise<void>
  /** Those for which something is kept and that are not marked as removed. */
  kept(chatPlatform: ChatPlatformName): Promise<readonly string[]>
  /** It is there (again): its mark goes, and channels that were unreachable meanwhile are tried again. Cheap when it had no mark. */
  present(installation: InstallationRef): Promise<void>
  /** Deletes digests, deliveries and marks of everyone marked as removed before this instant; returns how many installations that were. */
  purge(removedBeforeMs: number): Promise<number>
}
