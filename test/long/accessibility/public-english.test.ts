import { isWelsh, walkPublicSite } from './public-pages'

walkPublicSite(path => !isWelsh(path))
