/** Which services each starter pack puts on a checklist, by slug. A test holds every slug to the catalog. */

import type { PackName } from '../core/checklist.ts'

export const PACKS: Readonly<Record<PackName, readonly string[]>> = {
  /** The ten a person who uses the internet most probably has. */
  popular: ['facebook', 'instagram', 'whatsapp', 'youtube', 'chatgpt', 'gemini', 'linkedin', 'tiktok', 'x-twitter', 'reddit'],
  social: [
    'facebook',
    'instagram',
    'threads',
    'messenger',
    'whatsapp',
    'linkedin',
    'x-twitter',
    'tiktok',
    'snapchat',
    'reddit',
    'pinterest',
    'youtube',
    'discord',
  ],
  work: ['slack', 'zoom', 'notion', 'atlassian', 'figma', 'adobe', 'dropbox', 'gmail-workspace', 'github-copilot', 'linkedin'],
  assistants: ['chatgpt', 'claude', 'gemini', 'microsoft-copilot', 'perplexity', 'grok', 'meta-ai', 'github-copilot'],
}
