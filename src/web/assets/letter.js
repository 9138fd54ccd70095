/**
 * Fills the letter in as somebody types, on their device: it copies, prints and opens their mail app, stores nothing and asks nobody.
 * Without it the page is a letter with open places.
 */

/** Longer addresses are cut or refused by some mail apps (2,048 is what Windows hands over); then only the subject goes along. */
const MAILTO_CHARS_MAX = 1_900

const letter = /** @type {HTMLElement} */ (document.querySelector('[data-letter]'))
const fill = /** @type {HTMLElement} */ (document.querySelector('[data-fill]'))
const said = /** @type {HTMLElement} */ (document.querySelector('[data-said]'))
const mail = /** @type {HTMLAnchorElement | null} */ (document.querySelector('[data-mail]'))
const fields = /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (document.querySelectorAll('[data-field]'))

for (const without of document.querySelectorAll('[data-without-script]')) without.remove()
fill.hidden = false

for (const field of fields) {
  const places = /** @type {NodeListOf<HTMLElement>} */ (letter.querySelectorAll(`[data-open="${field.dataset.field}"]`))
  const blank = places[0]?.textContent ?? ''
  const show = () => {
    const typed = field.value.trim()
    for (const place of places) {
      place.textContent = typed === '' ? blank : typed
      place.classList.toggle('filled', typed !== '')
    }
    said.textContent = ''
    addressMail()
  }
  field.addEventListener('input', show)
  // Some browsers put back what was typed before a page was loaded again.
  if (field.value !== '') show()
}

document.querySelector('[data-copy]')?.addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(letterText())
    said.textContent = said.dataset.copied ?? ''
  } catch {
    said.textContent = said.dataset.notcopied ?? ''
    getSelection()?.selectAllChildren(letter)
  }
})
document.querySelector('[data-print]')?.addEventListener('click', () => print())
addressMail()

/** The letter as plain text, as it stands in the page. */
function letterText() {
  return `${[...letter.children].map(blockText).join('\n\n')}\n`
}

/** @param {Element} block */
function blockText(block) {
  if (block.tagName === 'OL') return [...block.children].map((item, index) => `${index + 1}. ${item.textContent}`).join('\n\n')
  return [...block.childNodes].map((node) => (node.nodeName === 'BR' ? '\n' : (node.textContent ?? ''))).join('')
}

/** Puts the letter into the mail link while it is short enough for one. */
function addressMail() {
  if (mail === null) return
  const start = `mailto:${mail.dataset.mail}?subject=${encodeURIComponent(letter.dataset.subject ?? '')}`
  const whole = `${start}&body=${encodeURIComponent(letterText().replaceAll('\n', '\r\n'))}`
  mail.href = whole.length <= MAILTO_CHARS_MAX ? whole : start
}
