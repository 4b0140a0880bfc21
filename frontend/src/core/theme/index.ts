import './tokens.css'
import './base.css'

export { changeLook, isDark, look, startTheme, type ThemeChoice } from './theme'
