/** First millisecond of 2015, from which Discord counts. https://docs.discord.com/developers/reference#snowflakes */
const discordEpoch = 1_420_070_400_000

/**
 * Makes ids that grow with time and with every call, as Discord's do, so that `after` and `before` work on them.
 * A clock that goes back does not make an id smaller than one already given.
 */
export const createSnowflakes = (now: () => number): (() => string) => {
  let last = 0n
  return () => {
    const earliest = BigInt(now() - discordEpoch) << 22n
    last = earliest > last ? earliest : last + 1n
    return last.toString()
  }
}

/** The smallest id something made at that instant (epoch milliseconds) can have. */
export const snowflakeAt = (epochMs: number): string => (BigInt(epochMs - discordEpoch) << 22n).toString()

/** The instant (epoch milliseconds) an id was made. */
export const snowflakeTime = (id: string): number => Number(BigInt(id) >> 22n) + discordEpoch

/** Orders ids as numbers; they have different lengths, so text order would be wrong. */
export const compareSnowflakes = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
