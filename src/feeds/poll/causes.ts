/** What a code means, in a sentence for the operator: the likely cause, and what can be done. */

const CAUSES: Readonly<Record<string, string>> = {
  'url-invalid': 'The address is not one. Correct it in the feeds file.',
  'url-scheme': 'The address, or one it leads to, is not https. Use an https address, or allow the host in the feeds file.',
  'url-port': 'The address, or one it leads to, is at an unusual port. Allow the host in the feeds file if that is right.',
  'url-credentials': 'The address holds a user name or password, which is never sent.',
  'url-private-name': 'The name only means something inside a network. Allow the host in the feeds file if that is right.',
  'address-private': 'The address lies inside a private network. Allow the host in the feeds file if that is right.',
  robots: 'The site asks programs not to read this page (robots.txt). Choose another source.',
  'robots-unreachable': 'The site cannot say what may be read: its robots.txt fails. That usually passes.',
  redirects: 'The address leads from one to the next without end. Look for its new address.',
  'redirect-invalid': 'The address leads nowhere. Look for its new address.',
  'body-too-large': 'What came back is larger than a feed or policy can be.',
  'encoding-unknown': 'The server packs its answer in a way nobody asked for.',
  'encoding-broken': 'The server packs its answer wrongly. That usually passes.',
  truncated: 'The answer breaks off half-way. That usually passes.',
  dns: 'The name of the site is not known. Check the address, or this machine’s name server.',
  connection: 'The site does not accept connections. It may be down, or this machine may be offline.',
  tls: 'The site’s certificate is not valid, or no safe connection comes about.',
  protocol: 'What answers there does not speak HTTP.',
  idle: 'The site stopped answering.',
  'too-slow': 'The site answers too slowly.',
  'parse-failed': 'What came back could not be read.',
  'parse-too-long': 'Reading what came back took too long.',
  'parse-too-large': 'Reading what came back took too much memory.',
  'not-a-feed': 'There is no feed at this address any more, or it is broken. Look for its new address.',
  'not-a-page': 'There is no web page at this address, but another kind of file.',
  'selector-invalid': 'One of the selectors in the feeds file is not CSS. Correct it.',
  'select-missed': 'The page was rebuilt: nothing on it is selected any more. Correct the selectors in the feeds file.',
  'page-empty': 'Hardly any words are on the page. It may need scripts to show its text, or ask visitors for consent first.',
  'page-too-long': 'The page has more words than any policy. Choose a part of it with selectors.',
  'git-missing': 'There is no git on this machine. Install it.',
  'not-a-repository': 'What is at the address is not a collection’s versions repository. Correct the address in the feeds file.',
  damaged: 'The mirror on this machine cannot be read. Delete it from DATA_DIR/collections: it is fetched again.',
  'in-use': 'Another process is fetching the collection.',
  'timed-out': 'git took too long. What was fetched is kept; it goes on from there.',
  unreachable: 'The collection cannot be reached. It may be down, or this machine may be offline.',
  'fault-of-ours': 'Optout itself failed on it. The log says more; please report it.',
  'not-a-catalog': 'What is there is not a catalog of guides.',
  'signature-missing': 'The catalog is not signed. Ask whoever runs it to set a signing key.',
  'signature-wrong': 'The catalog’s signature does not fit the key in the feeds file. The key may have been changed: ask whoever runs it.',
}

/** Never empty, also for codes of kinds that are not known here. */
export function causeOf(code: string): string {
  const known = CAUSES[code]
  if (known !== undefined) return known
  const status = /^http-(\d{3})$/.exec(code)?.[1]
  if (status === undefined) return `It says "${code}".`
  if (status === '404' || status === '410') return 'The page is not there any more. Look for its new address.'
  if (status === '401' || status === '403' || status === '451') return `The site does not let us read this (${status}).`
  if (status === '429') return 'The site says that we ask too often. Look less often with "every" in the feeds file.'
  return Number(status) >= 500
    ? `The site has a fault of its own (${status}). That usually passes.`
    : `The site answers with status ${status}.`
}
