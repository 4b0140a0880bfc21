/// <reference types="vite/client" />
interface ImportMetaEnv {
  readonly VITE_ROUTER_MODE?: 'history' | 'hash'
  readonly VITE_ROUTER_BASE?: string
}
