/** The people of the command benches: half are new to the bot, half have chosen a region and follow services. */

import type { Catalog } from '../../src/core/catalog.ts'
import type { ChatPlatformName } from '../../src/core/subscription.ts'
import { openStore } from '../../src/store/open-store.ts'

export interface Person {
  /** As the chat platform names them. */
  readonly id: string
  /** As the person's client says on Discord. */
  readonly locale: string
}

const LOCALES = ['en-US', 'en-GB', 'de', 'fr', 'pt-BR', 'ja']
const HOMES = ['US', 'GB', 'DE', 'FR', 'BR', 'JP']

/** So many people with ids made by `idOf`. */
export function makePeople(count: number, idOf: (index: number) => string): readonly Person[] {
  return Array.from({ length: count }, (_, index) => ({ id: idOf(index), locale: LOCALES[index % LOCALES.length] ?? 'en-US' }))
}

/** Writes what every second of them chose into the data directory of a bot that is not running. */
export async function rememberPeople(
  dataDir: string,
  people: readonly Person[],
  { chatPlatform, userIdOf, catalog }: { chatPlatform: ChatPlatformName; userIdOf: (person: Person) => string; catalog: Catalog },
): Promise<void> {
  const store = await openStore({ dataDir })
  try {
    for (const [index, person] of people.entries()) {
      if (index % 2 === 1) continue
      const ref = { chatPlatform, userId: userIdOf(person) }
      await store.people.remember(ref, { region: HOMES[index % HOMES.length] })
      for (let follows = 0; follows < 3; follows += 1) {
        const slug = catalog.services[(index + follows * 7) % catalog.services.length]?.slug ?? 'linkedin'
        await store.people.follow(ref, slug, { atMs: 0, max: 100 })
      }
    }
  } finally {
    await store.close()
  }
}
