/** A running program's own numbers. */

/** How many deliveries are in the outbox, by state. */
export async function deliveriesOf(programUrl: string): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`${programUrl}/metrics`)).text()
  return Object.fromEntries(
    [...text.matchAll(/^optout_deliveries\{state="([^"]+)"\} (\d+)/gm)].map(([, state = '', count]) => [state, Number(count)]),
  )
}
