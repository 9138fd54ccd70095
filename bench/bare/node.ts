/** The floor: Node itself, doing nothing. */
setInterval(() => {}, 60_000)
process.stdout.write('ready\n')
