/** What is seen before and after being in: the button that uses the link, and how to get one. */

import { html } from '../html.ts'
import { layout, type Site } from '../layout.ts'

const page = (site: Site, title: string, main: ReturnType<typeof html>) =>
  layout(site, { title: `${title} · Optout`, description: 'For whoever runs this bot.', path: '', keep: '', narrow: true, main })

/** Behind the one-time link. Opening it uses nothing up; the button does. */
export function enterPage(site: Site): string {
  return page(
    site,
    'Operators',
    html`<div class="prose"><h1>For whoever runs this bot</h1>
<p>This link works once, within ten minutes. You stay in for twelve hours, in this browser.</p>
<form method="post"><button class="button main">Go in</button></form></div>`,
  )
}

const WHY = {
  none: 'You are not in, or it has been twelve hours.',
  used: 'This link was used before, or it is older than ten minutes.',
  left: 'You are out.',
} as const

export function outsidePage(site: Site, why: keyof typeof WHY): string {
  return page(
    site,
    'Operators',
    html`<div class="prose"><h1>For whoever runs this bot</h1>
<p>${WHY[why]}</p>
<p>For a fresh link, type <code>/operator</code> in chat, or run <code>npx optout operator</code> where the bot runs.</p></div>`,
  )
}
