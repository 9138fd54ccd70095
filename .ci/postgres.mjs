// Prints the address of a real PostgreSQL server for the tests: the one TEST_DATABASE_URL names, one that listens here already, or one it
// installs and starts (as root on a Debian-like system). Prints nothing, and says so on stderr, when there is none to be had. Then the tests
// that need one are skipped: on a developer's machine that is all right, in CI it is a failure.

import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import pg from 'pg'

const say = (text) => process.stderr.write(`${text}\n`)

/** Servers that let anybody from this machine in: how containers and CI services usually come. */
const USUAL = [
  'postgresql://root@127.0.0.1:5432/test',
  'postgresql://postgres@127.0.0.1:5432/postgres',
  'postgresql://postgres:postgres@127.0.0.1:5432/postgres',
]
const OWN_PORT = 54_329
const OWN = `postgresql://postgres@127.0.0.1:${OWN_PORT}/postgres`

async function works(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  try {
    await client.connect()
    const { rows } = await client.query("select current_setting('server_version_num')::int as version")
    return rows[0].version >= 150_000
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

const run = (command, args) =>
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })

/** True when a server of our own runs afterwards. Its data is thrown away: it never waits for the disk. */
function startOwn() {
  if (process.getuid?.() !== 0) return false
  const find = () => globSync('/usr/lib/postgresql/*/bin/pg_ctl').at(-1)
  if (find() === undefined) {
    say('There is no PostgreSQL here: installing one.')
    run('apt-get', ['update', '-q'])
    run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'postgresql'])
  }
  const control = find()
  if (control === undefined) return false
  const folder = '/tmp/optout-ci-postgres'
  const asServer = (line) => run('runuser', ['-u', 'postgres', '--', 'sh', '-c', line])
  asServer(`mkdir -p ${folder}`)
  asServer(`test -e ${folder}/PG_VERSION || ${control.replace(/pg_ctl$/, 'initdb')} -D ${folder} -A trust -U postgres`)
  return asServer(`${control} -D ${folder} -w -l ${folder}/log -o '-p ${OWN_PORT} -h 127.0.0.1 -k ${folder}' start`).status === 0
}

async function find() {
  const given = process.env.TEST_DATABASE_URL
  if (given) return given
  for (const url of [...USUAL, OWN]) if (await works(url)) return url
  if (startOwn() && (await works(OWN))) return OWN
  return null
}

const found = await find()
if (found === null) {
  say('')
  say(
    '*** NO POSTGRESQL SERVER: the tests that need one are skipped. Set TEST_DATABASE_URL to the address of one (version 15 or newer). ***',
  )
  say('')
  if (process.env.CI === 'true') process.exitCode = 1
} else process.stdout.write(found)
