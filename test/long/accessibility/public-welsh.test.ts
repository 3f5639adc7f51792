import { isWelsh, walkPublicSite } from './public-pages'

walkPublicSite(isWelsh)
