/**
 * Writes `tests/fakes/slack/slack-blocks.schema.json`, against which the fake Slack checks every message and view.
 * Run it after upgrading Bolt: `node scripts/generate-slack-schema.ts`. A test fails while the file is stale.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSlackSchema } from '../tests/fakes/slack/schema/slack-types.ts'

const target = fileURLToPath(new URL('../tests/fakes/slack/slack-blocks.schema.json', import.meta.url))
writeFileSync(target, `${JSON.stringify(buildSlackSchema(), null, 2)}\n`)
process.stdout.write(`wrote ${target}\n`)
