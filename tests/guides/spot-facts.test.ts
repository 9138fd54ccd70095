/**
 * Dated facts, each read in the service's own text, a regulator's or a report, held against what the guides answer: the day before and the
 * day itself. Written from the sources, not from the guides, so that a slip in a guide shows here.
 */

import { expect, test } from 'vitest'
import { addDays } from '../../src/core/calendar-date.ts'
import type { Account } from '../../src/core/service.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { rulesFor } from '../../src/guides/status.ts'

/** service | use | place | account | day | the day before → that day ("any": not known from the source) */
const FACTS = `
airbnb          | ai-models            | US | free    | 2026-02-05 | unknown → on
atlassian       | in-app-data          | US | free    | 2026-08-17 | never → on
atlassian       | in-app-data          | DE | free    | 2026-08-17 | never → on
atlassian       | metadata             | US | free    | 2026-08-17 | never → always
atlassian       | metadata             | US | enterprise | 2026-08-17 | never → on
bandcamp        | music                | US | creator | 2024-11-11 | any → off
chatgpt         | chats                | US | api     | 2023-03-01 | unknown → off
claude          | chats                | US | free    | 2025-10-08 | off → on
claude          | chats                | DE | paid    | 2025-10-08 | off → on
cloudflare      | crawlers             | US | free    | 2025-07-01 | on → on
deviantart      | noai-label           | US | free    | 2022-11-11 | any → on
deviantart      | noai-label           | US | free    | 2022-11-15 | on → off
ebay            | personal-data        | DE | free    | 2025-04-21 | unknown → on
facebook        | public-content       | DE | free    | 2025-05-27 | never → on
facebook        | public-content       | FR | free    | 2025-05-27 | never → on
facebook        | public-content       | GB | free    | 2024-09-13 | never → on
facebook        | public-content       | BR | free    | 2024-10-03 | unknown → on
facebook        | ai-chats             | DE | free    | 2025-05-27 | unknown → on
facebook        | ai-chats             | DE | minor   | 2025-12-16 | unknown → on
facebook        | camera-roll          | US | free    | 2025-10-17 | unknown → off
figma           | content-training     | US | free    | 2024-08-15 | never → on
figma           | content-training     | US | enterprise | 2024-08-15 | never → off
gemini          | chats                | US | free    | 2025-09-02 | unknown → on
github          | public-content       | US | free    | 2026-04-27 | any → always
github          | private-repositories | US | free    | 2026-04-27 | any → never
github-copilot  | interaction-data     | US | free    | 2026-04-24 | off → on
github-copilot  | interaction-data     | DE | free    | 2026-04-24 | off → on
gmail-workspace | smart-features       | DE | free    | 2022-01-25 | unknown → off
hugging-face    | chats                | US | free    | 2024-04-15 | unknown → never
instagram       | public-content       | DE | free    | 2025-05-27 | never → on
instagram       | public-content       | GB | free    | 2024-09-13 | never → on
instagram       | public-content       | BR | free    | 2024-10-03 | unknown → on
instagram       | ai-chats             | DE | free    | 2025-05-27 | unknown → on
instagram       | ai-chats             | DE | minor   | 2025-12-16 | unknown → on
limitless       | recordings           | US | free    | 2025-12-05 | always → always
linkedin        | content-generating-ai | DE | free   | 2025-11-03 | never → on
linkedin        | content-generating-ai | CH | free   | 2025-11-03 | never → on
linkedin        | content-generating-ai | GB | free   | 2024-09-20 | on → never
linkedin        | content-generating-ai | GB | free   | 2025-11-03 | never → on
linkedin        | content-generating-ai | HK | free   | 2024-10-11 | on → never
linkedin        | content-generating-ai | HK | free   | 2025-11-03 | never → on
linkedin        | content-generating-ai | CA | free   | 2024-12-10 | on → never
linkedin        | content-generating-ai | US | free   | 2025-11-03 | on → on
linkedin        | microsoft-ai         | CA | free    | 2025-11-03 | unknown → on
medium          | stories              | US | free    | 2023-09-28 | any → never
medium          | stories              | US | free    | 2026-03-19 | never → on
messenger       | meta-ai-chats        | DE | free    | 2025-05-27 | unknown → on
messenger       | meta-ai-chats        | DE | minor   | 2025-12-16 | unknown → on
meta-ai         | chats                | DE | free    | 2025-05-27 | unknown → on
microsoft-365   | documents            | US | free    | 2026-06-25 | never → unknown
openai-api      | api-data             | US | api     | 2023-03-01 | unknown → off
paypal          | personal-data        | DE | free    | 2026-05-06 | unknown → always
quora           | content              | US | free    | 2023-07-24 | any → on
ray-ban-meta    | voice-recordings     | US | free    | 2025-04-29 | unknown → always
reddit          | public-content       | US | free    | 2024-09-16 | always → always
roblox          | creations            | US | creator | 2024-07-10 | any → on
roblox          | voice                | DE | free    | 2023-11-14 | always → off
roblox          | voice                | BR | free    | 2024-06-12 | always → off
shein           | customer-service     | US | free    | 2026-03-31 | unknown → always
soundcloud      | generative-ai        | US | creator | 2025-05-21 | unknown → off
spotify         | own-models           | US | free    | 2025-05-12 | unknown → always
starlink        | other-companies      | US | free    | 2026-01-15 | unknown → on
starlink        | own-models           | US | free    | 2026-01-15 | unknown → always
threads         | public-content       | DE | free    | 2025-05-27 | unknown → on
threads         | public-content       | BR | free    | 2024-10-03 | unknown → on
threads         | ai-chats             | DE | minor   | 2025-12-16 | unknown → on
tiktok          | machine-learning     | GB | free    | 2026-11-11 | always → unknown
twitch          | generative-ai        | US | free    | 2026-08-12 | unknown → always
udemy           | genai-program        | US | creator | 2024-08-21 | any → on
vercel          | platform             | US | free    | 2026-03-31 | never → on
viber           | private-communications | US | free  | 2025-03-24 | any → never
vinted          | listings             | DE | free    | 2025-09-08 | unknown → always
whatsapp        | meta-ai-chats        | DE | free    | 2025-05-27 | unknown → on
x-twitter       | grok-training        | DE | free    | 2024-05-07 | unknown → on
x-twitter       | grok-training        | DE | free    | 2024-08-02 | on → unknown
x-twitter       | third-party-collaborators | US | free | 2024-11-15 | unknown → on
youtube         | third-parties        | US | creator | 2024-12-16 | unknown → off
zoom            | content              | US | free    | 2023-08-07 | unknown → off
zoom            | content              | US | free    | 2023-08-11 | off → never
`
  .trim()
  .split('\n')
  .map((line) => line.split(/\s*\|\s*/))

const catalog = await loadCatalog()

test('there are facts of at least sixty days and services', () => {
  expect(new Set(FACTS.map(([slug, use, place, account, day]) => `${slug} ${use} ${place} ${account} ${day}`)).size).toBeGreaterThanOrEqual(
    60,
  )
})

test.each(FACTS)('%s, %s, in %s, %s account, %s: %s', (slug = '', use = '', place = '', account = '', day = '', change = '') => {
  const practice = catalog.find(slug)?.practices.find(({ id }) => id === use)
  if (practice === undefined) throw new Error(`the guide ${slug} has no practice ${use}`)
  const on = (date: string) => rulesFor(practice, place, account as Account, date)[0]?.default ?? 'nothing'
  const [before = '', after = ''] = change.split(' → ')
  expect(on(day)).toBe(after)
  if (before !== 'any') expect(on(addDays(day, -1))).toBe(before)
})
