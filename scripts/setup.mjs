// Makes `npm start` and `npm test` work on a fresh clone, whatever Node is installed outside: installs the locked packages when they are
// missing or out of date, then makes sure there is a Node new enough to run TypeScript directly. Plain JavaScript for old Nodes.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED = [24, 12]
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const marker = join(modules, '.optout-installed')
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '')

if (read(marker) !== wanted || !existsSync(join(modules, '.package-lock.json'))) {
  process.stderr.write('Installing what Optout needs (once, about half a minute) …\n')
  const npm = process.env.npm_execpath
  const command = npm === undefined ? [process.platform === 'win32' ? 'npm.cmd' : 'npm'] : [process.execPath, npm]
  const result = spawnSync(command[0], [...command.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (result.status !== 0) {
    process.stderr.write('The installation did not finish. Check the network, then run the same command again.\n')
    process.exit(1)
  }
  writeFileSync(marker, `${wanted}\n`)
}

const bundled = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
const candidates = existsSync(bundled) ? [bundled, process.execPath] : [process.execPath]
const found = candidates.some((node) => {
  const answer = spawnSync(node, ['-v'], { encoding: 'utf8', shell: process.platform === 'win32' })
  const [major = 0, minor = 0] = (answer.stdout ?? '').trim().replace(/^v/, '').split('.').map(Number)
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])
})
if (!found) {
  process.stderr.write(
    `Optout needs Node.js ${NEEDED.join('.')} or newer. Install it from https://nodejs.org and run the same command again.\n`,
  )
  process.exit(1)
}
