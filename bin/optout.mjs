#!/usr/bin/env node
// Starts the command line with a Node that can run TypeScript: this one when it is new enough, else the one a checkout brings along.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const cli = join(root, 'src', 'cli.ts')
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major > 24 || (major === 24 && minor >= 12)) {
  // What was compiled, and stripped of types, is kept for the next start: a third less work, and the stripper's 20 MB are not loaded at all.
  // Where nothing can be written, every start is simply a first one. https://nodejs.org/api/module.html#module-compile-cache
  module.enableCompileCache(join(root, 'node_modules', '.cache', 'optout', 'compiled'))
  await import(pathToFileURL(cli).href)
} else {
  const bundled = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (!existsSync(bundled)) {
    process.stderr.write('Optout needs Node.js 24.12 or newer. In a checkout, run npm start once; it brings its own.\n')
    process.exit(1)
  }
  const child = spawn(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))
}
