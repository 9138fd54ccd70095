/** Reads many texts out of a repository through one `git cat-file --batch`. */

import { endGit, lastLine, spawnGit } from './git.ts'
import { GitError } from './git-error.ts'

/** Texts lately read, kept because the text after one step is the text before the next. Counted in characters. */
const KEPT_CHARS_MAX = 4_000_000
/** Longer ones are not policies; they read as empty. */
const TEXT_BYTES_MAX = 8 * 1024 * 1024

export interface BlobReader {
  /** The text of one blob. Requests are answered in the order they were made. @throws {GitError} */
  read(blob: string): Promise<string>
  close(): void
}

interface Request {
  readonly blob: string
  readonly resolve: (text: string) => void
  readonly reject: (error: GitError) => void
}

/** Opens a reader; close it when done, or git stays. */
export function openBlobs(dir: string, program?: string): BlobReader {
  const child = spawnGit(['-C', dir, 'cat-file', '--batch'], program)
  const waiting: Request[] = []
  const kept = createTextCache(KEPT_CHARS_MAX)
  let complaint = ''
  let failure: GitError | null = null

  const fail = (error: GitError) => {
    failure ??= error
    for (const { reject } of waiting.splice(0)) reject(failure)
  }
  const parser = createBatchParser(
    (bytes) => {
      const request = waiting.shift()
      if (request === undefined) return
      const text = bytes.length > TEXT_BYTES_MAX ? '' : bytes.toString('utf8')
      kept.put(request.blob, text)
      request.resolve(text)
    },
    (blob) => {
      fail(new GitError({ code: 'damaged', detail: `The repository lacks the text ${blob}.` }))
      endGit(child)
    },
  )
  child.stdout?.on('data', (chunk: Buffer) => parser.take(chunk))
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000)
  })
  child.stdin?.on('error', () => {})
  child.once('error', (error: NodeJS.ErrnoException) =>
    fail(new GitError({ code: error.code === 'ENOENT' ? 'git-missing' : 'damaged', detail: error.message })),
  )
  child.once('close', () => fail(new GitError({ code: 'damaged', detail: lastLine(complaint) })))

  return {
    read(blob) {
      const text = kept.get(blob)
      if (text !== undefined) return Promise.resolve(text)
      if (failure !== null) return Promise.reject(failure)
      return new Promise((resolve, reject) => {
        waiting.push({ blob, resolve, reject })
        child.stdin?.write(`${blob}\n`)
      })
    },
    close() {
      failure ??= new GitError({ code: 'stopped', detail: 'The reader was closed.' })
      child.stdin?.end()
      endGit(child)
    },
  }
}

/** `<id> blob <size>\n<bytes>\n`, or `<id> missing\n`, cut anywhere. */
function createBatchParser(onText: (bytes: Buffer) => void, onMissing: (blob: string) => void): { take(chunk: Buffer): void } {
  const chunks: Buffer[] = []
  let held = 0
  let size: number | null = null

  const head = (): string | null => {
    const [first] = chunks
    if (first === undefined) return null
    let end = first.indexOf(10)
    if (end < 0 && chunks.length > 1) {
      const joined = Buffer.concat(chunks)
      chunks.splice(0, chunks.length, joined)
      end = joined.indexOf(10)
    }
    return end < 0 ? null : take(end + 1).toString('latin1', 0, end)
  }
  const take = (length: number): Buffer => {
    held -= length
    const [first] = chunks
    if (first !== undefined && first.length >= length) {
      if (first.length === length) chunks.shift()
      else chunks[0] = first.subarray(length)
      return first.subarray(0, length)
    }
    const joined = Buffer.concat(chunks)
    chunks.splice(0, chunks.length, joined.subarray(length))
    return joined.subarray(0, length)
  }

  return {
    take(chunk) {
      chunks.push(chunk)
      held += chunk.length
      for (;;) {
        if (size === null) {
          const line = head()
          if (line === null) return
          const [blob = '', kind, bytes] = line.split(' ')
          if (kind === 'missing' || bytes === undefined) {
            onMissing(blob)
            return
          }
          size = Number(bytes)
        }
        if (held < size + 1) return
        const bytes = take(size + 1).subarray(0, size)
        size = null
        onText(bytes)
      }
    },
  }
}

function createTextCache(charsMax: number) {
  const texts = new Map<string, string>()
  let chars = 0
  return {
    get(blob: string): string | undefined {
      const text = texts.get(blob)
      if (text !== undefined) {
        texts.delete(blob)
        texts.set(blob, text)
      }
      return text
    },
    put(blob: string, text: string): void {
      if (texts.has(blob)) return
      texts.set(blob, text)
      chars += text.length
      for (const [oldest, dropped] of texts) {
        if (chars <= charsMax) break
        texts.delete(oldest)
        chars -= dropped.length
      }
    },
  }
}
