/** A small web on real sockets: sites with paths, each page as well or as badly behaved as a test needs. */

export { type Bytes, bombOf, pages } from './pages.ts'
export { certificate, type FakeSite, type SeenRequest, startSite } from './site.ts'
