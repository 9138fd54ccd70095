/** An address of the web in the feeds file. */

import { z } from 'zod'

/** Plain http is for hosts the operator allows; whether this one may be reached is found out when it is fetched. */
export const WebAddress = z.url({ protocol: /^https?$/, error: 'use a web address, such as https://example.org/feed.xml' }).max(2_000)
