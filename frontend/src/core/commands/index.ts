export { listenToKeys } from './keys'
export { type Command, commands, offerCommands } from './registry'
