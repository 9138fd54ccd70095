/** The web side's public door. */

export { assetPath } from './assets.ts'
export { createWeb, type WebOptions } from './create-web.ts'
export { createOperatorDoor, type OperatorDoor } from './operators/door.ts'
export { catalogSignerFromFile } from './sign-catalog.ts'
