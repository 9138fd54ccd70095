/** Talks to the server. Every answer is the news since the revision we know. */

let revision = 0

/**
 * @typedef {object} Message
 * @property {string} id
 * @property {'channel' | 'person'} pane
 * @property {number} at
 * @property {string | null} typed
 * @property {boolean} private
 * @property {boolean} edited
 * @property {unknown} discord
 * @property {unknown} slack
 *
 * @typedef {object} Sent
 * @property {string} id
 * @property {number} at
 * @property {string} kind
 * @property {'channel' | 'person'} to
 * @property {string} messageId
 * @property {string | null} key
 * @property {number} attempt
 * @property {number | null} dueAt
 * @property {boolean} private
 * @property {unknown} discord
 * @property {unknown} slack
 *
 * @typedef {object} FormField
 * @property {string} name
 * @property {string} label
 *
 * @typedef {object} ShownForm
 * @property {string} id
 * @property {readonly FormField[]} fields
 * @property {unknown} discord
 * @property {unknown} slack
 *
 * @typedef {object} View
 * @property {number} revision
 * @property {{ manages: boolean, locale: string }} person
 * @property {readonly string[]} messageIds
 * @property {readonly Message[]} messages
 * @property {readonly string[]} sentIds
 * @property {readonly Sent[]} sent
 * @property {number} now
 * @property {number | null} nextDueAt
 * @property {string} zone
 * @property {readonly string[]} locales
 * @property {ShownForm | null} form
 */

/** @returns {Promise<View>} */
export async function look() {
  return take(await fetch(`/try/state?since=${revision}`))
}

/**
 * @param {string} what `run`, `press`, `submit`, `dismiss`, `person`, `clock` or `start-over`
 * @param {object} body
 * @returns {Promise<View>}
 */
export async function act(what, body) {
  return take(await post(`/try/${what}?since=${revision}`, body))
}

/**
 * @param {string} text
 * @param {'channel' | 'person'} pane
 * @returns {Promise<readonly { label: string, hint: string, text: string }[]>}
 */
export async function suggest(text, pane) {
  const response = await post('/try/suggest', { text, pane })
  return response.ok ? (await response.json()).choices : []
}

/**
 * @param {string} path
 * @param {object} body
 */
function post(path, body) {
  return fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
}

/**
 * @param {Response} response
 * @returns {Promise<View>}
 */
async function take(response) {
  if (!response.ok) {
    const error = response.headers.get('Content-Type')?.startsWith('application/json')
      ? (await response.json()).error
      : await response.text()
    throw new Error(error)
  }
  const view = await response.json()
  revision = Math.max(revision, view.revision)
  return view
}
